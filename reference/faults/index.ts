import type { Fault } from '../peculiarity.ts'
import { auth } from './auth.ts'
import { body } from './body.ts'
import { effect } from './effect.ts'
import { input } from './input.ts'
import { malformed } from './malformed.ts'
import { media } from './media.ts'
import { method } from './method.ts'
import { operation } from './operation.ts'
import { resource } from './resource.ts'
import { scope } from './scope.ts'
import { security } from './security.ts'
import { size } from './size.ts'
import { spelling } from './spelling.ts'
import { steady } from './steady.ts'
import { success } from './success.ts'
import { version } from './version.ts'
import { wire } from './wire.ts'

/** One table for each area, in the order of the suites; malformed input has one of its own. */
export const faultTables: readonly (readonly Fault[])[] = [
  success,
  spelling,
  input,
  malformed,
  media,
  method,
  version,
  size,
  body,
  operation,
  auth,
  scope,
  effect,
  resource,
  wire,
  security,
  steady,
]
