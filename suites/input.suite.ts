import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { input } from './input.ts'

handToVitest(input, facts)
