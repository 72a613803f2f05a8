import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { steady } from './steady.ts'

registerTests(steady, facts)
