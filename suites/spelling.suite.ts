import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { spelling } from './spelling.ts'

registerTests(spelling, facts)
