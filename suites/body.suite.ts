import { registerTests } from '../engine/vitest/register-tests.ts'
import { body } from './body.ts'
import { facts } from './facts.ts'

registerTests(body, facts)
