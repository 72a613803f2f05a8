import { handToVitest } from '../engine/vitest/hand.ts'
import { auth } from './auth.ts'
import { facts } from './facts.ts'

handToVitest(auth, facts)
