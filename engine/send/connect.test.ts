import { describe, expect, it } from 'vitest'
import { openTestChannel } from './test-channel.ts'
import { answerAll, NO_CONTENT, outgoingTo, startTestServer, startTlsTestServer } from './test-server.ts'

describe('openConnection', () => {
  it('ends as unreachable with the reason', async () => {
    // Port 1 (tcpmux) is served by nobody.
    expect(await openTestChannel().send(outgoingTo(new URL('http://127.0.0.1:1/')))).toMatchObject({
      end: 'unreachable',
      answer: null,
      error: 'ECONNREFUSED',
    })
  })
})

describe('openConnection over TLS', () => {
  it('trusts the CA it is given, under the server name it is given', async () => {
    const { url, cert } = await startTlsTestServer(answerAll(NO_CONTENT))
    const exchange = await openTestChannel({ tls: { ca: cert, servername: 'pool.test' } }).send(
      outgoingTo(url),
    )
    expect(exchange).toMatchObject({ end: 'complete', answer: { status: 204 } })
  })

  it.each([
    ['a certificate it does not trust', {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['a name that does not match', { servername: 'other.test' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('ends as unreachable at %s', async (_, tls, error) => {
    const { url, cert } = await startTlsTestServer(answerAll(NO_CONTENT))
    const trusted = 'servername' in tls ? { ...tls, ca: cert } : tls
    expect(await openTestChannel({ tls: trusted }).send(outgoingTo(url))).toMatchObject({
      end: 'unreachable',
      error,
    })
  })

  it('trusts anything when told to', async () => {
    const { url } = await startTlsTestServer(answerAll(NO_CONTENT))
    const exchange = await openTestChannel({ tls: { rejectUnauthorized: false } }).send(outgoingTo(url))
    expect(exchange.end).toBe('complete')
  })

  it('ends as unreachable when nobody speaks TLS', async () => {
    const server = await startTestServer(socket => socket.end('HTTP/1.1 400 Bad\r\n\r\n'))
    const url = new URL(server.url)
    url.protocol = 'https:'
    expect((await openTestChannel().send(outgoingTo(url))).end).toBe('unreachable')
  })
})
