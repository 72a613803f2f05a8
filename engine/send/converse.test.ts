import { describe, expect, it } from 'vitest'
import { openTestChannel } from './test-channel.ts'
import { answerAll, NO_CONTENT, outgoingTo, startTestServer } from './test-server.ts'

const body = Buffer.from('{"reason":"Conflict"}')

describe('converse', () => {
  it('does not let an answer drip beyond the time limit', async () => {
    const server = await startTestServer(socket => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      const drip = setInterval(() => socket.write('.'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const exchange = await openTestChannel().send(outgoingTo(server.url, {}, 150))
    expect(exchange.end).toBe('timeout')
    expect(exchange.answer?.body.length).toBeGreaterThan(0)
  })

  it('takes an early answer to a large body, however the connection ends', async () => {
    const large = Buffer.alloc(8 * 1024 * 1024, 'x')
    const server = await startTestServer(socket => {
      socket.pause()
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}', () => socket.destroy())
    })
    for (let i = 0; i < 20; i++) {
      const exchange = await openTestChannel({ quietMs: 5 }).send(outgoingTo(server.url, { body: large }))
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
    const exchange = await openTestChannel().send(outgoingTo(server.url, { body, pieces: 4 }))
    expect(exchange.answer?.status).toBe(204)
    expect(seen).toEqual(['{"reas', '{"reason":"C', '{"reason":"Conflic', '{"reason":"Conflict"}'])
  })

  it('sends all pieces, though the answer came before the last', async () => {
    let all = ''
    const server = await startTestServer((socket, received) => {
      if (all === '') socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n')
      all = received
    })
    const exchange = await openTestChannel().send(outgoingTo(server.url, { body, pieces: 2 }))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 401 } })
    expect(all.endsWith('{"reason":"Conflict"}')).toBe(true)
  })

  it('sends the body after 100 Continue', async () => {
    const server = await startTestServer((socket, received) => {
      socket.write(received.endsWith('}') ? NO_CONTENT : 'HTTP/1.1 100 Continue\r\n\r\n')
    })
    const exchange = await openTestChannel().send(outgoingTo(server.url, { body, expectContinue: true }))
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
    const exchange = await openTestChannel().send(outgoingTo(server.url, { body, expectContinue: true }))
    expect(exchange).toMatchObject({ end: 'complete', interim: [], answer: { status: 204 } })
  })

  it('keeps the body back after a final answer, and leaves the connection', async () => {
    const server = await startTestServer(answerAll('HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n'))
    const same = openTestChannel()
    const exchange = await same.send(outgoingTo(server.url, { body, expectContinue: true }))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 417 } })
    expect(exchange.sent.body).toHaveLength(0)
    expect(server.received[0]).not.toContain('reason')
    expect(same.connected).toBe(false)
  })
})
