import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { security } from './security.ts'

registerTests(security, facts)
