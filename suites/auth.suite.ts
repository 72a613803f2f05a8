import { registerTests } from '../engine/vitest/register-tests.ts'
import { auth } from './auth.ts'
import { facts } from './facts.ts'

registerTests(auth, facts)
