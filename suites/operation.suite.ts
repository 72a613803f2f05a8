import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { operationErrors } from './operation.ts'

registerTests(operationErrors, facts)
