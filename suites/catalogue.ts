import type { Area } from '../engine/model/requirement.ts'
import { auth } from './auth.ts'
import { body } from './body.ts'
import { effect } from './effect.ts'
import { input } from './input.ts'
import { media } from './media.ts'
import { method } from './method.ts'
import { operationErrors } from './operation.ts'
import { resource } from './resource.ts'
import { scope } from './scope.ts'
import { security } from './security.ts'
import { size } from './size.ts'
import { spelling } from './spelling.ts'
import { steady } from './steady.ts'
import { success } from './success.ts'
import { version } from './version.ts'
import { wire } from './wire.ts'

/** A change that can turn a verdict makes a new catalogue (CHANGELOG.md). */
export const CATALOGUE_VERSION = '2026.1'

/** All that must hold, in the order of reports. */
export const catalogue: readonly Area[] = [
  success,
  spelling,
  input,
  media,
  method,
  version,
  size,
  body,
  operationErrors,
  auth,
  scope,
  effect,
  resource,
  wire,
  security,
  steady,
]
