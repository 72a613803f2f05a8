import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { wire } from './wire.ts'

handToVitest(wire, facts)
