import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { success } from './success.ts'

registerTests(success, facts)
