import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { steady } from './steady.ts'

handToVitest(steady, facts)
