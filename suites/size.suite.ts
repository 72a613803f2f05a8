import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { size } from './size.ts'

registerTests(size, facts)
