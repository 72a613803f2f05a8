import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { wire } from './wire.ts'

registerTests(wire, facts)
