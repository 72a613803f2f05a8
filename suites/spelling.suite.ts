import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { spelling } from './spelling.ts'

handToVitest(spelling, facts)
