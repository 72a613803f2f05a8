import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { success } from './success.ts'

handToVitest(success, facts)
