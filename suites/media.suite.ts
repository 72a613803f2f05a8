import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { media } from './media.ts'

registerTests(media, facts)
