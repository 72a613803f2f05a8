import { registerTests } from '../engine/vitest/register-tests.ts'
import { effect } from './effect.ts'
import { facts } from './facts.ts'

registerTests(effect, facts)
