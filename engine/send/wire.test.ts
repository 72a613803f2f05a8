import { describe, expect, it, onTestFinished } from 'vitest'
import { ComposeError } from './compose.ts'
import {
  answerAll,
  NO_CONTENT,
  outgoingTo,
  startTestServer,
  startTlsTestServer,
  TEST_TOKEN,
} from './test-server.ts'
import { openChannel, type WireChannel, type WireOptions } from './wire.ts'

function channel(options: Partial<WireOptions> = {}): WireChannel {
  let connections = 0
  const opened = openChannel({ tls: {}, quietMs: 50, nextConnection: () => ++connections, ...options })
  onTestFinished(() => opened.close())
  return opened
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const body = Buffer.from('{"reason":"Conflict"}')

describe('openChannel', () => {
  it('brings back what was sent and received', async () => {
    const server = await startTestServer(
      answerAll('HTTP/1.1 100 C\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n'),
    )
    const exchange = await channel().send(outgoingTo(server.url, { body, exact: true }))
    expect(exchange).toMatchObject({
      role: 'probe',
      link: 0,
      end: 'complete',
      answer: { version: '1.1', status: 204, headers: [['A', 'b']], framing: 'none' },
      interim: [100],
      framingFault: null,
      error: null,
      tokenEchoed: false,
      transport: 'wire',
      connection: 1,
      reused: false,
    })
    expect(exchange.stray).toHaveLength(0)
    expect(exchange.sent).toEqual({
      method: 'POST',
      target: '/ucwa/dismiss?a=b',
      headers: [
        ['Host', server.url.host],
        ['Authorization', 'Bearer $TOKEN'],
        ['Content-Length', '21'],
      ],
      body,
    })
    expect(server.received).toEqual([
      `POST /ucwa/dismiss?a=b HTTP/1.1\r\nHost: ${server.url.host}\r\nAuthorization: Bearer ${TEST_TOKEN}\r\n` +
        'Content-Length: 21\r\n\r\n{"reason":"Conflict"}',
    ])
  })

  it('keeps bytes after a 204, in the same piece or later', async () => {
    const server = await startTestServer(socket => {
      socket.write(`${NO_CONTENT}{"code"`)
      setTimeout(() => socket.write(':1}'), 5)
    })
    const exchange = await channel({ quietMs: 500 }).send(outgoingTo(server.url))
    expect(exchange.end).toBe('complete')
    expect(text(exchange.stray)).toBe('{"code":1}')
  })

  it('ends as closed when too few bytes come', async () => {
    const server = await startTestServer(socket =>
      socket.end('HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabc'),
    )
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({
      end: 'closed',
      answer: { status: 409 },
      framingFault: 'the connection closed after 3 of 9 bytes of the body',
      error: 'closed',
    })
  })

  it('ends as malformed at a broken chunk, and keeps it', async () => {
    const server = await startTestServer(
      answerAll('HTTP/1.1 409 C\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n'),
    )
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'malformed', answer: { status: 409 } })
    expect(text(exchange.stray)).toBe('def\r\n')
  })

  it('reads a body that ends with the connection', async () => {
    const server = await startTestServer(socket => socket.end('HTTP/1.1 409 C\r\n\r\nabc'))
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'complete', framingFault: null, answer: { framing: 'close' } })
  })

  it.each([
    ['nothing', ''],
    ['half an answer', 'HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabc'],
  ])('ends as timeout after %s', async (_, sent) => {
    const server = await startTestServer(socket => socket.write(sent))
    const exchange = await channel().send(outgoingTo(server.url, {}, 100))
    expect(exchange).toMatchObject({ end: 'timeout', answer: sent === '' ? null : { status: 409 } })
  })

  it('does not let an answer drip beyond the time limit', async () => {
    const server = await startTestServer(socket => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const drip = setInterval(() => socket.write('.'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const exchange = await channel().send(outgoingTo(server.url, {}, 150))
    expect(exchange.end).toBe('timeout')
    expect(exchange.answer?.body.length).toBeGreaterThan(0)
  })

  it('ends as closed when the connection is reset', async () => {
    const server = await startTestServer(socket => socket.resetAndDestroy())
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'closed', answer: null, error: 'ECONNRESET' })
  })

  it('ends as unreachable with the reason', async () => {
    // Port 1 (tcpmux) is served by nobody.
    expect(await channel().send(outgoingTo(new URL('http://127.0.0.1:1/')))).toMatchObject({
      end: 'unreachable',
      answer: null,
      error: 'ECONNREFUSED',
    })
  })

  it('ends as oversize at the size limit', async () => {
    const server = await startTestServer(answerAll('HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabcdefghi'))
    const limits = { headBytes: 100, bodyBytes: 4 }
    const exchange = await channel({ limits }).send(outgoingTo(server.url))
    expect(exchange.end).toBe('oversize')
    expect(text(exchange.answer?.body ?? new Uint8Array(0))).toBe('abcd')
  })

  it('sends the next request on the same connection', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const same = channel()
    const [first, second] = [await same.send(outgoingTo(server.url)), await same.send(outgoingTo(server.url))]
    expect(first).toMatchObject({ end: 'complete', connection: 1, reused: false })
    expect(second).toMatchObject({ end: 'complete', connection: 1, reused: true })
    expect(server.received).toHaveLength(1)
  })

  it.each([
    ['was closed in between', NO_CONTENT, true],
    ['is said to close', 'HTTP/1.1 204 N\r\nConnection: keep-alive, Close\r\n\r\n', false],
    ['is of HTTP/1.0', 'HTTP/1.0 204 N\r\n\r\n', false],
  ])('has no answer to a second request when the connection %s', async (_, answer, close) => {
    const server = await startTestServer(socket => (close ? socket.end(answer) : socket.write(answer)))
    const same = channel()
    await same.send(outgoingTo(server.url))
    expect(await same.send(outgoingTo(server.url))).toMatchObject({
      end: 'closed',
      answer: null,
      reused: true,
      error: 'closed before the request',
    })
    expect(same.connected).toBe(false)
    expect(server.received).toHaveLength(1)
  })

  it('shows bytes that stood on the connection before the request', async () => {
    const server = await startTestServer((socket, received) => {
      socket.write(NO_CONTENT)
      if (received.split('POST').length === 2) setTimeout(() => socket.write('late'), 40)
    })
    const same = channel({ quietMs: 1 })
    expect((await same.send(outgoingTo(server.url))).stray).toHaveLength(0)
    await new Promise(resolve => setTimeout(resolve, 150))
    const second = await same.send(outgoingTo(server.url))
    expect(second).toMatchObject({
      end: 'complete',
      answer: { status: 204 },
      framingFault: '4 bytes before the request was sent',
    })
    expect(text(second.stray)).toBe('late')
  })

  it('takes the notice of an idle connection for no bytes behind an answer', async () => {
    const server = await startTestServer(socket => {
      socket.write(NO_CONTENT)
      setTimeout(() => socket.end('HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n'), 10)
    })
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 204 }, framingFault: null })
    expect(exchange.stray).toHaveLength(0)
  })

  it('tells once what came behind an answer that it gave out at once, without the credential', async () => {
    const server = await startTestServer(socket => {
      socket.write(NO_CONTENT)
      setTimeout(() => socket.write(`late ${TEST_TOKEN}`), 40)
    })
    const prompt = channel({ quietMs: 0 })
    const exchange = await prompt.send(outgoingTo(server.url))
    expect(exchange.stray).toHaveLength(0)
    expect(prompt.takeLate()).toBeUndefined()
    await new Promise(resolve => setTimeout(resolve, 150))
    const late = prompt.takeLate()
    expect(late).toEqual({ ...exchange, stray: Buffer.from('late $TOKEN'), tokenEchoed: true })
    expect(prompt.takeLate()).toBeUndefined()
  })

  it('takes an early answer to a large body, however the connection ends', async () => {
    const large = Buffer.alloc(8 * 1024 * 1024, 'x')
    const server = await startTestServer(socket => {
      socket.pause()
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}', () => socket.destroy())
    })
    for (let i = 0; i < 20; i++) {
      const exchange = await channel({ quietMs: 5 }).send(outgoingTo(server.url, { body: large }))
      expect(exchange).toMatchObject({
        end: 'complete',
        answer: { status: 413 },
        error: null,
        framingFault: null,
      })
    }
  })

  it('sends the body in as many pieces as asked, one after the other', async () => {
    const seen: string[] = []
    const server = await startTestServer((socket, received) => {
      seen.push(received.split('\r\n\r\n')[1] ?? '')
      if (received.endsWith('}')) socket.write(NO_CONTENT)
    })
    const exchange = await channel().send(outgoingTo(server.url, { body, pieces: 4 }))
    expect(exchange.answer?.status).toBe(204)
    expect(seen).toEqual(['{"reas', '{"reason":"C', '{"reason":"Conflic', '{"reason":"Conflict"}'])
  })

  it('sends all pieces, though the answer came before the last', async () => {
    let all = ''
    const server = await startTestServer((socket, received) => {
      if (all === '') socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
      all = received
    })
    const exchange = await channel().send(outgoingTo(server.url, { body, pieces: 2 }))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 401 } })
    expect(all.endsWith('{"reason":"Conflict"}')).toBe(true)
  })

  it('sends the body after 100 Continue', async () => {
    const server = await startTestServer((socket, received) => {
      socket.write(received.endsWith('}') ? NO_CONTENT : 'HTTP/1.1 100 Continue\r\n\r\n')
    })
    const exchange = await channel().send(outgoingTo(server.url, { body, expectContinue: true }))
    expect(exchange).toMatchObject({
      end: 'complete',
      interim: [100],
      answer: { status: 204 },
      sent: { body },
    })
  })

  it('sends the body without 100 Continue after a while', async () => {
    const server = await startTestServer((socket, received) => {
      if (received.endsWith('}')) socket.write(NO_CONTENT)
    })
    const exchange = await channel().send(outgoingTo(server.url, { body, expectContinue: true }))
    expect(exchange).toMatchObject({ end: 'complete', interim: [], answer: { status: 204 } })
  })

  it('keeps the body back after a final answer, and leaves the connection', async () => {
    const server = await startTestServer(answerAll('HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n'))
    const same = channel()
    const exchange = await same.send(outgoingTo(server.url, { body, expectContinue: true }))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 417 } })
    expect(exchange.sent.body).toHaveLength(0)
    expect(server.received[0]).not.toContain('reason')
    expect(same.connected).toBe(false)
  })

  it('replaces an echoed credential everywhere', async () => {
    const echo = JSON.stringify({ message: `got ${TEST_TOKEN}` })
    const server = await startTestServer(
      answerAll(
        `HTTP/1.1 409 ${TEST_TOKEN}\r\nX-Echo: ${encodeURIComponent(TEST_TOKEN)}\r\nContent-Length: ${echo.length}\r\n\r\n` +
          `${echo}${TEST_TOKEN}`,
      ),
    )
    const exchange = await channel().send(outgoingTo(server.url))
    expect(exchange.tokenEchoed).toBe(true)
    expect(exchange.answer?.reasonPhrase).toBe('$TOKEN')
    expect(exchange.answer?.headers[0]).toEqual(['X-Echo', '$TOKEN'])
    expect(text(exchange.answer?.body ?? new Uint8Array(0))).toBe('{"message":"got $TOKEN"}')
    expect(text(exchange.stray)).toBe('$TOKEN')
  })

  it('carries one exchange at a time', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const same = channel()
    const first = same.send(outgoingTo(server.url))
    await expect(same.send(outgoingTo(server.url))).rejects.toThrow('one exchange at a time')
    expect((await first).end).toBe('complete')
  })

  it('rejects for what cannot be composed, and connects to nobody', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    await expect(channel().send(outgoingTo(server.url, { method: 'A B' }))).rejects.toThrow(ComposeError)
    expect(server.received).toHaveLength(0)
  })

  it('sends nothing after it was closed', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const closed = channel()
    closed.close()
    expect((await closed.send(outgoingTo(server.url))).end).toBe('unreachable')
    expect(server.received).toHaveLength(0)
  })
})

describe('openChannel over TLS', () => {
  it('trusts the CA it is given, under the server name it is given', async () => {
    const { url, cert } = await startTlsTestServer(answerAll(NO_CONTENT))
    const exchange = await channel({ tls: { ca: cert, servername: 'pool.test' } }).send(outgoingTo(url))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 204 } })
  })

  it.each([
    ['a certificate it does not trust', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['a name that does not match', { servername: 'other.test' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('ends as unreachable at %s', async (_, tls, error) => {
    const { url, cert } = await startTlsTestServer(answerAll(NO_CONTENT))
    const trusted = 'servername' in tls ? { ...tls, ca: cert } : tls
    expect(await channel({ tls: trusted }).send(outgoingTo(url))).toMatchObject({ end: 'unreachable', error })
  })

  it('trusts anything when told to', async () => {
    const { url } = await startTlsTestServer(answerAll(NO_CONTENT))
    const exchange = await channel({ tls: { rejectUnauthorized: false } }).send(outgoingTo(url))
    expect(exchange.end).toBe('complete')
  })

  it('ends as unreachable when nobody speaks TLS', async () => {
    const server = await startTestServer(socket => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))
    const url = new URL(server.url)
    url.protocol = 'https:'
    expect((await channel().send(outgoingTo(url))).end).toBe('unreachable')
  })
})
