import { handToVitest } from '../engine/vitest/hand.ts'
import { body } from './body.ts'
import { facts } from './facts.ts'

handToVitest(body, facts)
