import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { version } from './version.ts'

registerTests(version, facts)
