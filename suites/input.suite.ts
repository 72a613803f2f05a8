import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { input } from './input.ts'

registerTests(input, facts)
