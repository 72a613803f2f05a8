import { setTimeout } from 'node:timers/promises'
import { operation } from '../schemas/load.ts'
import { page, type RefusalDetails, refusal } from './answers.ts'
import type { Answer, Call, Change, ErrorMembers, Reply } from './call.ts'
import { parsePath, type Renegotiation } from './world.ts'

// — at a check: what stands in for it —

export const refuse = (status: number, details: RefusalDetails = {}): Change => {
  const given = refusal(status, details)
  return () => given
}

/** As an intermediary does. */
export const refuseWithPage = (status: number, title: string): Change => {
  const given: Answer = { ...page(status, title), by: 'intermediary' }
  return () => given
}

export const give =
  (answer: Answer): Change =>
  () =>
    answer

/** Never answers; the connection stays open. */
export const hang: Change = () => new Promise<never>(() => {})

/** Ends the connection without an answer. */
export const drop: Change = call => {
  call.request.socket.destroy()
  return new Promise<never>(() => {})
}

// — at a check: before or after it —

/** Changes what the check gets to see. */
export const prepare =
  (edit: (call: Call) => void): Change =>
  (call, proceed) => {
    edit(call)
    return proceed()
  }

export const editBodyRead = (edit: (text: string) => string): Change =>
  prepare(call => {
    call.body = Buffer.from(edit(call.body.toString()))
  })

/** Leaves of the body what came first. */
export const keepFirstPiece: Change = async (call, proceed) => {
  let first = 0
  call.request.once('data', (chunk: Buffer) => {
    first = chunk.length
  })
  const given = await proceed()
  call.body = call.body.subarray(0, first)
  return given
}

/** Decodes each piece on its own, and stumbles over a body that was cut within a character. */
export const decodePiecesApart: Change = async (call, proceed) => {
  const pieces: Buffer[] = []
  call.request.on('data', (chunk: Buffer) => pieces.push(chunk))
  const given = await proceed()
  if (pieces.some(piece => piece.toString().includes('\ufffd'))) call.body = Buffer.from('{')
  return given
}

export const pause =
  (milliseconds: number | ((call: Call) => number)): Change =>
  async (call, proceed) => {
    const delay = typeof milliseconds === 'number' ? milliseconds : milliseconds(call)
    await setTimeout(delay)
    return proceed()
  }

/** Lets this request and all after it wait until so many milliseconds after the first of them. */
export const stall =
  (milliseconds: number): Change =>
  async ({ shared }, proceed) => {
    shared.stall ??= setTimeout(milliseconds)
    await shared.stall
    return proceed()
  }

/** Reads the token that was right on this path before where there is none now. */
export const rememberTokenOfPath: Change = async (call, proceed) => {
  const answer = await proceed()
  call.shared.tokens ??= new Map()
  if (answer === undefined && call.token !== undefined) call.shared.tokens.set(call.path, call.token)
  else call.token = call.shared.tokens.get(call.path)
  return call.token === undefined ? answer : undefined
}

/** Lets everybody pass on a path where somebody passed before. */
export const passAfterOther: Change = async (call, proceed) => {
  const answer = await proceed()
  const { shared, path } = call
  shared.passed ??= new Set()
  if (answer === undefined) shared.passed.add(path)
  return shared.passed.has(path) ? undefined : answer
}

/** Does something else where the same path was refused before. */
export const secondTime =
  (change: Change): Change =>
  async (call, proceed) => {
    const answer = await proceed()
    const { shared, path } = call
    shared.refused ??= new Set()
    if (answer === undefined) return undefined
    if (shared.refused.has(path)) return change(call, () => answer)
    shared.refused.add(path)
    return answer
  }

/** Lets pass what it refused on the same path before. */
export const passSecondTime = secondTime(() => undefined)

/** Does so for the first of all requests that come here. */
export const onlyOnce = (change: Change): Change => {
  const done = new WeakSet<object>()
  return (call, proceed) => {
    if (done.has(call.shared)) return proceed()
    done.add(call.shared)
    return change(call, proceed)
  }
}

/** Fails where another request dismissed the link meanwhile. */
export const failWhenOvertaken: Change = async (call, proceed) => {
  const answer = await proceed()
  if (answer !== undefined) return answer
  await setTimeout(20)
  return call.link?.dismissed ? refusal(500) : undefined
}

/** Does something else where the check refuses. */
export const ifRefused =
  (change: Change): Change =>
  async (call, proceed) => {
    const given = await proceed()
    return given === undefined ? undefined : change(call, () => given)
  }

export const refuseInstead = (status: number, details: RefusalDetails = {}): Change =>
  ifRefused(refuse(status, details))

/** Lets pass what the check refuses. */
export const letPass = ifRefused(() => undefined)

/** Takes whatever was sent for an input without reason. */
export const readNothing: Change = call => {
  call.input = {}
  return undefined
}

/** Reads what is malformed as an input without reason. */
export const readAsEmpty: Change = ifRefused(readNothing)

/** Reads whatever reason was sent as this one. */
export const readReasonAs = (reason: string): Change =>
  prepare(call => {
    call.input = { reason }
  })

/** Reads what the codec refuses after the text was mended. */
export const mend =
  (edit: (text: string) => string): Change =>
  async (call, proceed) => {
    if ((await proceed()) === undefined) return undefined
    call.body = Buffer.from(edit(call.body.toString()))
    return proceed()
  }

function linkAt(call: Call): Renegotiation | undefined {
  return call.world.find(parsePath(call.path)?.renegotiation ?? '')
}

/** Goes on as the owner of the link, with all scopes. */
export const pretendToken: Change = call => {
  call.token = { user: linkAt(call)?.user ?? 'default', scopes: operation.scopes.all, expires: Infinity }
  return undefined
}

/** Goes on with the token of the request before, if there was one. */
export const useTokenOfConnection: Change = (call, proceed) => {
  if (call.connection.token === undefined) return proceed()
  call.token = call.connection.token
  return undefined
}

/** Refuses, and dismisses all the same. */
export const dismissAnyway: Change = ifRefused((call, proceed) => {
  const link = linkAt(call)
  if (link !== undefined) call.world.dismiss(link)
  return proceed()
})

/** Refuses, and dismisses so many milliseconds later. */
export const dismissLate = (milliseconds: number): Change =>
  ifRefused((call, proceed) => {
    const link = linkAt(call)
    if (link !== undefined) void setTimeout(milliseconds).then(() => call.world.dismiss(link))
    return proceed()
  })

/** Goes on with the renegotiation that the test picks out of the live ones. */
export const locateWhere = (
  test: (link: Renegotiation, ids: ReturnType<typeof parsePath>) => boolean,
): Change =>
  ifRefused((call, proceed) => {
    const ids = parsePath(call.path)
    const link = [...call.world.live()].find(live => test(live, ids))
    if (link === undefined) return proceed()
    call.link = link
    call.resource = ids?.dismiss === false ? 'renegotiation' : 'dismiss'
    return undefined
  })

/** Finds the renegotiation for whoever asks where its owner asked before. */
export const locateWhereOwnerWas: Change = async (call, proceed) => {
  const { shared, path } = call
  shared.visited ??= new Set()
  const isOpen = shared.visited.has(path)
  const answer = await (isOpen ? locateById(call, proceed) : proceed())
  if (answer === undefined) shared.visited.add(path)
  return answer
}

/** Finds the renegotiation by its own id alone. */
export const locateById = locateWhere((link, ids) => link.id === ids?.renegotiation)

/** Shows the renegotiation. */
export const show: Change = call => ({ status: 200, ...(call.link && { renegotiation: call.link }) })

// — at `answer`: before encoding —

export const editAnswer =
  (edit: (answer: Answer, call: Call) => Answer): Change =>
  (call, proceed) => {
    if (call.answer !== undefined) call.answer = edit(call.answer, call)
    return proceed()
  }

export const answerWithStatus = (status: number): Change => editAnswer(answer => ({ ...answer, status }))

/** Changes the members of an error body; other answers stay. */
export const editError = (edit: (members: ErrorMembers, call: Call) => ErrorMembers): Change =>
  editAnswer((answer, call) => (answer.error ? { ...answer, error: edit(answer.error, call) } : answer))

export const withMembers = (members: ErrorMembers): Change => editError(error => ({ ...error, ...members }))

export const withoutMember = (name: string): Change =>
  editError(error => Object.fromEntries(Object.entries(error).filter(([known]) => known !== name)))

/** Encodes as if the client preferred that type. */
export const encodeAs = (type: string): Change =>
  prepare(call => {
    call.request.headers.accept = type
  })

// — at `answer`: after encoding —

export const editReply =
  (edit: (reply: Reply, call: Call) => void): Change =>
  async (call, proceed) => {
    await proceed()
    if (call.reply !== undefined) edit(call.reply, call)
    return undefined
  }

const isNamed = (name: string) => (line: readonly [string, string]) =>
  line[0].toLowerCase() === name.toLowerCase()

export function setHeader(reply: Reply, name: string, value: string): void {
  reply.headers = [...reply.headers.filter(line => !isNamed(name)(line)), [name, value]]
}

export function removeHeader(reply: Reply, name: string): void {
  reply.headers = reply.headers.filter(line => !isNamed(name)(line))
}

export function setBody(reply: Reply, body: string | Buffer): void {
  reply.body = Buffer.from(body)
  setHeader(reply, 'Content-Length', String(reply.body.length))
}

export const withHeader = (name: string, value: string): Change =>
  editReply(reply => setHeader(reply, name, value))

export const withoutBody: Change = editReply(reply => {
  setBody(reply, '')
  removeHeader(reply, 'Content-Type')
})

export const withoutHeader = (name: string): Change => editReply(reply => removeHeader(reply, name))

/** Changes the body of error answers in that format. */
export const editErrorBody = (format: 'json' | 'xml', edit: (text: string) => string | Buffer): Change =>
  editReply(reply => {
    const type = reply.headers.find(isNamed('content-type'))?.[1]
    // Text that another quirk has compressed is no text any more.
    const isText = !reply.headers.some(isNamed('content-encoding'))
    if (reply.status >= 400 && isText && type?.includes(format)) setBody(reply, edit(reply.body.toString()))
  })
