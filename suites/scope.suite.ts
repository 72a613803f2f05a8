import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { scope } from './scope.ts'

registerTests(scope, facts)
