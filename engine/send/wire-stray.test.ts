import { describe, expect, it } from 'vitest'
import { openTestChannel, text } from './test-channel.ts'
import { answerAll, NO_CONTENT, outgoingTo, startTestServer, TEST_TOKEN } from './test-server.ts'

describe('openChannel, of bytes that belong to no answer', () => {
  it('keeps bytes after a 204, in the same piece or later', async () => {
    const server = await startTestServer(socket => {
      socket.write(`${NO_CONTENT}{"code"`)
      setTimeout(() => socket.write(':1}'), 5)
    })
    const exchange = await openTestChannel({ quietMs: 500 }).send(outgoingTo(server.url))
    expect(exchange.end).toBe('complete')
    expect(text(exchange.stray)).toBe('{"code":1}')
  })

  it('ends as malformed at a broken chunk, and keeps it', async () => {
    const server = await startTestServer(
      answerAll('HTTP/1.1 409 C\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n'),
    )
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'malformed', answer: { status: 409 } })
    expect(text(exchange.stray)).toBe('def\r\n')
  })

  it('shows bytes that stood on the connection before the request', async () => {
    const server = await startTestServer((socket, received) => {
      socket.write(NO_CONTENT)
      if (received.split('POST').length === 2) setTimeout(() => socket.write('late'), 40)
    })
    const same = openTestChannel({ quietMs: 1 })
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
    const exchange = await openTestChannel().send(outgoingTo(server.url))
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 204 }, framingFault: null })
    expect(exchange.stray).toHaveLength(0)
  })

  it('tells once what came behind an answer that it gave out at once, without the credential', async () => {
    const server = await startTestServer(socket => {
      socket.write(NO_CONTENT)
      setTimeout(() => socket.write(`late ${TEST_TOKEN}`), 40)
    })
    const prompt = openTestChannel({ quietMs: 0 })
    const exchange = await prompt.send(outgoingTo(server.url))
    expect(exchange.stray).toHaveLength(0)
    expect(prompt.takeLate()).toBeUndefined()
    await new Promise(resolve => setTimeout(resolve, 150))
    const late = prompt.takeLate()
    expect(late).toEqual({ ...exchange, stray: Buffer.from('late $TOKEN'), tokenEchoed: true })
    expect(prompt.takeLate()).toBeUndefined()
  })
})
