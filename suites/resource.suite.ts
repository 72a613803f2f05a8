import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { resource } from './resource.ts'

handToVitest(resource, facts)
