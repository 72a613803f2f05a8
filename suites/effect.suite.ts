import { handToVitest } from '../engine/vitest/hand.ts'
import { effect } from './effect.ts'
import { facts } from './facts.ts'

handToVitest(effect, facts)
