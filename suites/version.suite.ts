import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { version } from './version.ts'

handToVitest(version, facts)
