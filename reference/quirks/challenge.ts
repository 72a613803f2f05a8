import type { Change } from '../call.ts'
import { editReply, removeHeader } from '../changes.ts'

const NAME = 'WWW-Authenticate'

/** Changes the challenge lines of a 401. */
export const challengeWith = (edit: (lines: readonly string[]) => readonly string[]): Change =>
  editReply(reply => {
    const lines = reply.headers.filter(([name]) => name === NAME).map(([, value]) => value)
    removeHeader(reply, NAME)
    reply.headers.push(...edit(lines).map(line => [NAME, line] as const))
  })
