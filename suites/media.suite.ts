import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { media } from './media.ts'

handToVitest(media, facts)
