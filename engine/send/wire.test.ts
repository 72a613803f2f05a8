import { describe, expect, it } from 'vitest'
import { ComposeError } from './compose.ts'
import { openTestChannel, text } from './test-channel.ts'
import { answerAll, NO_CONTENT, outgoingTo, startTestServer, TEST_TOKEN } from './test-server.ts'

const body = Buffer.from('{"reason":"Conflict"}')

describe('openChannel', () => {
  it('brings back what was sent and received', async () => {
    const server = await startTestServer(
      answerAll('HTTP/1.1 100 C\r\n\r\nHTTP/1.1 204 No Content\r\nA: b\r\n\r\n'),
    )
    const exchange = await openTestChannel().send(outgoingTo(server.url, { body, exact: true }))
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

  it('ends as closed when too few bytes come', async () => {
    const server = await startTestServer(socket =>
      socket.end('HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabc'),
    )
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({
      end: 'closed',
      answer: { status: 409 },
      framingFault: 'the connection closed after 3 of 9 bytes of the body',
      error: 'closed',
    })
  })

  it('reads a body that ends with the connection', async () => {
    const server = await startTestServer(socket => socket.end('HTTP/1.1 409 C\r\n\r\nabc'))
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'complete', framingFault: null, answer: { framing: 'close' } })
  })

  it.each([
    ['nothing', ''],
    ['half an answer', 'HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabc'],
  ])('ends as timeout after %s', async (_, sent) => {
    const server = await startTestServer(socket => socket.write(sent))
    const exchange = await openTestChannel().send(outgoingTo(server.url, {}, 100))
    expect(exchange).toMatchObject({ end: 'timeout', answer: sent === '' ? null : { status: 409 } })
  })

  it('ends as closed when the connection is reset', async () => {
    const server = await startTestServer(socket => socket.resetAndDestroy())
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'closed', answer: null, error: 'ECONNRESET' })
  })

  it('ends as oversize at the size limit', async () => {
    const server = await startTestServer(answerAll('HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabcdefghi'))
    const limits = { headBytes: 100, bodyBytes: 4 }
    const exchange = await openTestChannel({ limits }).send(outgoingTo(server.url))
    expect(exchange.end).toBe('oversize')
    expect(text(exchange.answer?.body ?? new Uint8Array(0))).toBe('abcd')
  })

  it('sends the next request on the same connection', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const same = openTestChannel()
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
    const same = openTestChannel()
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

  it('replaces an echoed credential everywhere', async () => {
    const echo = JSON.stringify({ message: `got ${TEST_TOKEN}` })
    const server = await startTestServer(
      answerAll(
        `HTTP/1.1 409 ${TEST_TOKEN}\r\nX-Echo: ${encodeURIComponent(TEST_TOKEN)}\r\nContent-Length: ${echo.length}\r\n\r\n` +
          `${echo}${TEST_TOKEN}`,
      ),
    )
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange.tokenEchoed).toBe(true)
    expect(exchange.answer?.reasonPhrase).toBe('$TOKEN')
    expect(exchange.answer?.headers[0]).toEqual(['X-Echo', '$TOKEN'])
    expect(text(exchange.answer?.body ?? new Uint8Array(0))).toBe('{"message":"got $TOKEN"}')
    expect(text(exchange.stray)).toBe('$TOKEN')
  })

  it('carries one exchange at a time', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const same = openTestChannel()
    const first = same.send(outgoingTo(server.url))
    await expect(same.send(outgoingTo(server.url))).rejects.toThrow('one exchange at a time')
    expect((await first).end).toBe('complete')
  })

  it('rejects for what cannot be composed, and connects to nobody', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    await expect(openTestChannel().send(outgoingTo(server.url, { method: 'A B' }))).rejects.toThrow(
      ComposeError,
    )
    expect(server.received).toHaveLength(0)
  })

  it('sends nothing after it was closed', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const closed = openTestChannel()
    closed.close()
    expect((await closed.send(outgoingTo(server.url))).end).toBe('unreachable')
    expect(server.received).toHaveLength(0)
  })
})
