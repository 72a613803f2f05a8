import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { RequestSpec } from '../model/request.ts'
import { createPool, fitsPool, type Pool } from './pool.ts'
import {
  answerAll,
  NO_CONTENT,
  outgoingTo,
  startTestServer,
  startTlsTestServer,
  TEST_TOKEN,
} from './test-server.ts'
import type { TlsOptions } from './tls-options.ts'

function startPool(tls: TlsOptions = {}): Pool {
  let connections = 0
  const pool = createPool({ tls, nextConnection: () => ++connections })
  onTestFinished(() => pool.close())
  return pool
}

const text = (bytes: Uint8Array = new Uint8Array(0)) => Buffer.from(bytes).toString('latin1')
const body = Buffer.from('{"reason":"Conflict"}')

describe('createPool', () => {
  it('brings back what was sent and received', async () => {
    const server = await startTestServer(
      answerAll(
        'HTTP/1.1 103 E\r\n\r\nHTTP/1.1 409 Con flict\r\nA: \xff\r\na: c\r\nContent-Length: 2\r\n\r\n{}',
      ),
    )
    const exchange = await startPool().send(
      outgoingTo(server.url, { body, headers: [['Content-Type', 'x/y']] }),
    )
    expect(exchange).toMatchObject({
      end: 'complete',
      answer: {
        version: '1.1',
        status: 409,
        reasonPhrase: 'Con flict',
        headers: [
          ['A', 'ÿ'],
          ['a', 'c'],
          ['Content-Length', '2'],
        ],
        framing: 'length',
      },
      interim: [103],
      framingFault: null,
      error: null,
      transport: 'pool',
      connection: 1,
      reused: false,
    })
    expect(text(exchange.answer?.body)).toBe('{}')
  })

  it.each<RequestSpec>([
    { body, headers: [['Content-Type', 'x/y']] },
    {},
    { method: 'GET' },
    { method: 'PUT', exact: true },
  ])('tells the header lines as they went out (%o)', async spec => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const { sent } = await startPool().send(outgoingTo(server.url, spec))
    const lines = sent.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const head = `${sent.method} ${sent.target} HTTP/1.1\r\n${lines}\r\n`.replace('$TOKEN', TEST_TOKEN)
    expect(server.received).toEqual([head + text(sent.body)])
  })

  it('keeps connections for the next request', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const pool = startPool()
    const one = () => pool.send(outgoingTo(server.url))
    const [first, second] = await Promise.all([one(), one()])
    expect([first?.connection, second?.connection].sort()).toEqual([1, 2])
    expect(await one()).toMatchObject({ reused: true })
    expect(server.received).toHaveLength(2)
    pool.keepIdle(1)
    await expect.poll(() => server.open).toBe(1)
  })

  it.each([
    [204, 'a 204 with a Content-Length other than 0'],
    [304, null],
  ])('takes a %i with Content-Length as complete', async (status, framingFault) => {
    const server = await startTestServer(answerAll(`HTTP/1.1 ${status} N\r\nContent-Length: 5\r\n\r\n`))
    const exchange = await startPool().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status }, framingFault, error: null })
  })

  it('marks a connection that was closed between two requests', async () => {
    const server = await startTestServer((socket, received) => {
      if (received.split('POST').length === 2) socket.write(NO_CONTENT)
      else socket.destroy()
    })
    const pool = startPool()
    await pool.send(outgoingTo(server.url))
    expect(await pool.send(outgoingTo(server.url))).toMatchObject({
      end: 'closed',
      answer: null,
      reused: true,
      connection: 1,
      error: expect.any(String),
    })
    expect(await pool.send(outgoingTo(server.url))).toMatchObject({
      end: 'complete',
      reused: false,
      connection: 2,
    })
  })

  it('ends as closed on a new connection that breaks', async () => {
    const server = await startTestServer(socket => socket.resetAndDestroy())
    expect(await startPool().send(outgoingTo(server.url))).toMatchObject({
      end: 'closed',
      answer: null,
      reused: false,
    })
  })

  it('keeps what came of an answer cut short', async () => {
    const server = await startTestServer(socket =>
      socket.end('HTTP/1.1 409 C\r\nContent-Length: 9\r\n\r\nabc'),
    )
    const exchange = await startPool().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({
      end: 'closed',
      answer: { status: 409 },
      framingFault: expect.any(String),
    })
    expect(text(exchange.answer?.body)).toBe('abc')
  })

  it('ends as unreachable with the reason', async () => {
    // Port 1 (tcpmux) is served by nobody.
    expect(await startPool().send(outgoingTo(new URL('http://127.0.0.1:1/')))).toMatchObject({
      end: 'unreachable',
      error: 'ECONNREFUSED',
      answer: null,
    })
  })

  it.each([
    ['no HTTP', 'hello\r\n\r\n', 'malformed'],
    ['a broken chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n', 'malformed'],
    ['a tab behind the length', 'HTTP/1.1 400 B\r\nContent-Length: 2\t\r\n\r\n{}', 'malformed'],
    ['a head without end', `HTTP/1.1 200 OK\r\nA: ${'b'.repeat(70_000)}\r\n\r\n`, 'oversize'],
    ['a body without end', `HTTP/1.1 200 OK\r\n\r\n${'b'.repeat(1_100_000)}`, 'oversize'],
  ])('ends by %s', async (_, answer, end) => {
    const server = await startTestServer(answerAll(answer))
    expect((await startPool().send(outgoingTo(server.url))).end).toBe(end)
  })

  it.each([
    ['comes', ''],
    ['drips', 'HTTP/1.1 200 OK\r\n\r\n'],
  ])('ends as timeout when no answer or one without end %s', async (_, start) => {
    const server = await startTestServer(socket => {
      socket.write(start)
      const drip = setInterval(() => start !== '' && socket.write('.'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const pool = startPool()
    expect(await pool.send(outgoingTo(server.url, {}, 150))).toMatchObject({ end: 'timeout', reused: false })
    await expect.poll(() => server.open).toBe(0)
  })

  it('replaces an echoed credential, also in a compressed body', async () => {
    const packed = gzipSync(`{"message":"${TEST_TOKEN}"}`)
    const head = `HTTP/1.1 409 C\r\nContent-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n`
    const server = await startTestServer(socket => {
      socket.write(Buffer.concat([Buffer.from(head), packed]))
    })
    const { tokenEchoed, answer } = await startPool().send(outgoingTo(server.url))
    expect(tokenEchoed).toBe(true)
    expect(text(answer?.body)).toBe('{"message":"$TOKEN"}')
    expect(answer?.headers.map(([name]) => name)).toEqual(['Content-Length'])
  })

  it('speaks TLS as it is told', async () => {
    const { url, cert } = await startTlsTestServer(answerAll(NO_CONTENT))
    const trusting = startPool({ ca: cert, servername: 'pool.test' })
    expect(await trusting.send(outgoingTo(url))).toMatchObject({ end: 'complete', answer: { status: 204 } })
    expect(await startPool().send(outgoingTo(url))).toMatchObject({
      end: 'unreachable',
      error: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
  })

  it('rejects what undici refuses, and goes on', async () => {
    const server = await startTestServer(answerAll(NO_CONTENT))
    const pool = startPool()
    await expect(pool.send(outgoingTo(server.url, { headers: [['Connection', 'x y']] }))).rejects.toThrow(
      'connection',
    )
    expect((await pool.send(outgoingTo(server.url))).end).toBe('complete')
  })
})

describe('fitsPool', () => {
  it.each<[RequestSpec, boolean]>([
    [{}, true],
    [{ headers: [['Content-Type', 'application/json']], body, target: { query: [['a', 'b']] } }, true],
    [{ framing: 'chunked', body }, false],
    [{ framing: 'none' }, false],
    [{ method: 'HEAD' }, false],
    [{ headerCase: 'upper' }, false],
    [{ expectContinue: true, body }, false],
    [{ target: { form: 'absolute' } }, false],
    [{ headers: [['Connection', 'close']] }, false],
    [{ headers: [['A', '\x01']] }, false],
  ])('takes %o: %s', (spec, expected) => {
    expect(fitsPool(spec)).toBe(expected)
  })
})
