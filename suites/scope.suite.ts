import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { scope } from './scope.ts'

handToVitest(scope, facts)
