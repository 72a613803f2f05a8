import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { size } from './size.ts'

handToVitest(size, facts)
