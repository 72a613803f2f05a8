import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { security } from './security.ts'

handToVitest(security, facts)
