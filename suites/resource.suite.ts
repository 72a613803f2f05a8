import { registerTests } from '../engine/vitest/register-tests.ts'
import { facts } from './facts.ts'
import { resource } from './resource.ts'

registerTests(resource, facts)
