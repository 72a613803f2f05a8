import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { method } from './method.ts'

registerTests(method, facts)
