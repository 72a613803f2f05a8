import { describe, expect, it, onTestFinished } from 'vitest'
import { Secret } from '../model/secret.ts'
import { BudgetSpent } from './budget.ts'
import { createSender, type SenderOptions, type ThrottledSender } from './sender.ts'
import { answerAll, NO_CONTENT, outgoingTo, startTestServer } from './test-server.ts'

const UNLIMITED = {
  rate: Number.POSITIVE_INFINITY,
  concurrency: 32,
  maxRequests: Number.POSITIVE_INFINITY,
}

function sender(limits: Partial<SenderOptions['limits']> = {}, remote = false): ThrottledSender {
  const created = createSender({ tls: {}, limits: { ...UNLIMITED, ...limits }, remote, quietMs: 5 })
  onTestFinished(() => created.close())
  return created
}

/** Answers each request a little later, and counts how many wait for it. */
async function startSlowServer() {
  const counted = { waiting: 0, most: 0 }
  const server = await startTestServer((socket, received) => {
    if (!received.endsWith('\r\n\r\n')) return
    counted.most = Math.max(counted.most, ++counted.waiting)
    setTimeout(() => {
      counted.waiting--
      socket.write(NO_CONTENT)
    }, 10)
  })
  return { server, counted }
}

describe('createSender', () => {
  it('numbers connections over both ways', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const both = sender()
    const channel = both.open()
    expect(await channel.send(outgoingTo(server.url))).toMatchObject({ transport: 'wire', connection: 1 })
    expect(await both.sendPooled(outgoingTo(server.url))).toMatchObject({ transport: 'pool', connection: 2 })
    expect(await channel.send(outgoingTo(server.url))).toMatchObject({ connection: 1, reused: true })
    expect(both.requests).toBe(3)
  })

  it('sends over a raw socket what the pool cannot carry, and closes it', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const exchange = await sender().sendPooled(outgoingTo(server.url, { framing: 'none' }))
    expect(exchange).toMatchObject({ end: 'complete', transport: 'wire' })
    await expect.poll(() => server.open).toBe(0)
  })

  it('shows no secret of a link, neither as sent nor as it comes back', async () => {
    const echo =
      'HTTP/1.1 404 Not Found\r\nContent-Length: 19\r\nX-At: sig=s3cret-of-a-link\r\n\r\nno s3cret-of-a-link'
    const server = await startTestServer(answerAll(echo))
    const target = createSender({
      tls: {},
      limits: UNLIMITED,
      remote: false,
      quietMs: 5,
      secrets: [new Secret('s3cret-of-a-link')],
    })
    onTestFinished(() => target.close())
    const outgoing = outgoingTo(new URL('/dismiss?sig=s3cret-of-a-link', server.url))
    for (const exchange of [await target.open().send(outgoing), await target.sendPooled(outgoing)]) {
      expect(exchange.sent.target).toBe('/dismiss?sig=$TOKEN')
      expect(Buffer.from(exchange.answer?.body ?? []).toString()).toBe('no $TOKEN')
      expect(exchange.answer?.headers).toContainEqual(['X-At', 'sig=$TOKEN'])
      expect(exchange.tokenEchoed).toBe(false)
    }
  })

  it('shows no credential of one request in the answer to another', async () => {
    const body = 'before: Bearer first-credential'
    const head = `HTTP/1.1 401 Unauthorized\r\nContent-Length: ${body.length}\r\nX-Before: first-credential\r\n\r\n`
    const server = await startTestServer(answerAll(head + body))
    const target = sender()
    const authorized = { scheme: 'Bearer', token: new Secret('first-credential') }
    await target.sendPooled({ ...outgoingTo(server.url), authorization: authorized })
    for (const authorization of [null, { scheme: 'Bearer', token: new Secret('second-credential') }]) {
      const { answer, tokenEchoed } = await target.open().send({ ...outgoingTo(server.url), authorization })
      expect(Buffer.from(answer?.body ?? []).toString()).toBe('before: Bearer $TOKEN')
      expect(answer?.headers).toContainEqual(['X-Before', '$TOKEN'])
      expect(tokenEchoed).toBe(authorization === null ? undefined : false)
    }
  })

  it('is narrowed by a connection that was not served among many, not by one alone', async () => {
    const { server } = await startSlowServer()
    const many = sender()
    const channel = many.open()
    const alone = channel.send(outgoingTo(server.url))
    expect(many.noteUnserved(Date.now())).toBe(false)
    await alone
    const sending = Array.from({ length: 8 }, () => many.sendPooled(outgoingTo(server.url)))
    const since = Date.now()
    expect([many.narrowed, many.noteUnserved(since), many.narrowed]).toEqual([false, true, true])
    await Promise.all(sending)
    // Long after it was narrowed, another one hangs alone.
    expect([many.noteUnserved(since + 60_000), many.narrowed, many.noteUnserved(since)]).toEqual([
      false,
      false,
      false,
    ])
    many.rest()
    channel.close()
    await expect.poll(() => server.open).toBe(0)
  })

  it('tells a time-out beside others from one alone, over both ways', async () => {
    const server = await startTestServer(() => undefined)
    const target = sender()
    const hanging = outgoingTo(server.url, {}, 50)
    expect(target.wasStalled(await target.sendPooled(hanging))).toBe(false)
    expect(target.wasStalled(await target.open().send(hanging))).toBe(false)
    const exchanges = await Promise.all([
      ...Array.from({ length: 3 }, () => target.sendPooled(hanging)),
      ...Array.from({ length: 3 }, () => target.open().send(hanging)),
    ])
    expect(exchanges.map(({ end }) => end)).toEqual(Array(6).fill('timeout'))
    // The last two to end have too few others beside them to tell.
    expect(exchanges.filter(target.wasStalled)).toHaveLength(4)
  })

  it('keeps no more exchanges under way than allowed, over both ways', async () => {
    const { server, counted } = await startSlowServer()
    const few = sender({ concurrency: 3 })
    const channels = Array.from({ length: 6 }, () => few.open())
    const exchanges = await Promise.all([
      ...channels.map(channel => channel.send(outgoingTo(server.url))),
      ...channels.map(() => few.sendPooled(outgoingTo(server.url))),
    ])
    expect(exchanges.every(({ end }) => end === 'complete')).toBe(true)
    expect(counted.most).toBe(3)
  })

  it('opens no more connections to a remote target than allowed', async () => {
    const { server } = await startSlowServer()
    const few = sender({ concurrency: 3 }, true)
    await Promise.all(Array.from({ length: 6 }, () => few.sendPooled(outgoingTo(server.url))))
    const viaChannel = async () => {
      const channel = few.open()
      await channel.send(outgoingTo(server.url))
      const second = await channel.send(outgoingTo(server.url))
      channel.close()
      return second
    }
    const pooled = Array.from({ length: 6 }, () => few.sendPooled(outgoingTo(server.url)))
    const raw = Array.from({ length: 6 }, viaChannel)
    const exchanges = await Promise.all([...pooled, ...raw])
    expect(exchanges.every(({ end }) => end === 'complete')).toBe(true)
    expect(exchanges.slice(6).every(({ reused }) => reused)).toBe(true)
    expect(server.mostOpen).toBe(3)
  })

  it('does not hang when more channels are held open than allowed', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const one = sender({ concurrency: 1 }, true)
    const [first, second] = [one.open(), one.open()]
    expect((await first.send(outgoingTo(server.url))).end).toBe('complete')
    expect((await second.send(outgoingTo(server.url))).end).toBe('complete')
    expect(await first.send(outgoingTo(server.url))).toMatchObject({ end: 'complete', reused: true })
  })

  it('rejects when the budget is spent, whoever spends it', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const three = sender({ maxRequests: 3 })
    await three.throttle()
    const channel = three.open()
    await Promise.all([channel.send(outgoingTo(server.url)), three.sendPooled(outgoingTo(server.url))])
    await expect(channel.send(outgoingTo(server.url))).rejects.toThrow(BudgetSpent)
    await expect(three.sendPooled(outgoingTo(server.url))).rejects.toThrow(BudgetSpent)
    await expect(three.throttle()).rejects.toThrow(BudgetSpent)
    expect(three.requests).toBe(3)
  })

  it('lets requests of both ways and of others pass at one pace', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const paced = sender({ rate: 50 })
    const starts: number[] = []
    const note = async (turn: Promise<unknown>) => {
      await turn
      starts.push(performance.now())
    }
    await Promise.all([
      note(paced.throttle()),
      note(paced.sendPooled(outgoingTo(server.url))),
      note(paced.open().send(outgoingTo(server.url))),
      note(paced.throttle()),
    ])
    // Four starts are three spaces of 20 ms apart.
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThanOrEqual(55)
  })

  it('gives its slot back when a request cannot be composed', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const one = sender({ concurrency: 1 })
    await expect(one.sendPooled(outgoingTo(server.url, { method: 'A B' }))).rejects.toThrow('Not a method')
    await expect(one.open().send(outgoingTo(server.url, { method: 'A B' }))).rejects.toThrow('Not a method')
    expect((await one.sendPooled(outgoingTo(server.url))).end).toBe('complete')
  })

  it('loses no slot to a channel that is closed while it waits for one', async () => {
    const { server } = await startSlowServer()
    const one = sender({ concurrency: 1 })
    const [first, second] = [one.open(), one.open()]
    const sending = first.send(outgoingTo(server.url))
    const waiting = second.send(outgoingTo(server.url))
    second.close()
    expect((await sending).end).toBe('complete')
    expect((await waiting).end).toBe('unreachable')
    expect((await one.sendPooled(outgoingTo(server.url))).end).toBe('complete')
  })

  it('closes every connection', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const closing = sender()
    await closing.open().send(outgoingTo(server.url))
    await closing.sendPooled(outgoingTo(server.url))
    expect(server.open).toBe(2)
    await closing.close()
    await expect.poll(() => server.open).toBe(0)
  })
})
