import type { Call, Hook, Stage, StageName } from './call.ts'
import { STAGE_NAMES } from './call.ts'
import { answer } from './stages/answer.ts'
import { authenticate } from './stages/authenticate.ts'
import { authorize } from './stages/authorize.ts'
import { decode } from './stages/decode.ts'
import { effect } from './stages/effect.ts'
import { locate } from './stages/locate.ts'
import { media } from './stages/media.ts'
import { method } from './stages/method.ts'
import { receive } from './stages/receive.ts'
import { state } from './stages/state.ts'
import { validate } from './stages/validate.ts'
import { version } from './stages/version.ts'
import { write } from './stages/write.ts'

const STAGES: Readonly<Record<StageName, Stage>> = {
  receive,
  authenticate,
  authorize,
  locate,
  method,
  version,
  media,
  decode,
  validate,
  state,
  effect,
  answer,
  write,
}

const CHECKS = STAGE_NAMES.filter(name => name !== 'answer' && name !== 'write')

/**
 * All stages in order: the first check that answers ends the checks; then the answer is encoded and sent.
 * `onChange` is told of each call that a hook changes.
 */
export function createPipeline(
  hooks: readonly Hook[],
  onChange: (call: Call) => void = () => {},
): (call: Call) => Promise<void> {
  const wrap =
    (inner: Stage, hook: Hook): Stage =>
    call => {
      if (hook.when?.(call) === false) return inner(call)
      onChange(call)
      return hook.do(call, () => inner(call))
    }
  const staged = (name: StageName): Stage => hooks.filter(({ at }) => at === name).reduce(wrap, STAGES[name])
  const checks = CHECKS.map(staged)
  const encode = staged('answer')
  const send = staged('write')

  return async call => {
    for (const check of checks) {
      const given = await check(call)
      if (given === undefined) continue
      call.answer = given
      break
    }
    await encode(call)
    await send(call)
  }
}
