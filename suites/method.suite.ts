import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { method } from './method.ts'

handToVitest(method, facts)
