import { handToVitest } from '../engine/vitest/hand.ts'
import { facts } from './facts.ts'
import { operationErrors } from './operation.ts'

handToVitest(operationErrors, facts)
