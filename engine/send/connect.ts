import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { TlsOptions } from './tls-options.ts'

/** The code of a system or TLS error, else its message: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
export function errorCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}

function startConnection(url: URL, tls: TlsOptions): { socket: Socket; ready: string } {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:') {
    return { socket: connectTcp({ host, port: Number(url.port || 80), noDelay: true }), ready: 'connect' }
  }
  // RFC 6066 section 3: no literal address as server name.
  const servername = tls.servername ?? (isIP(host) ? '' : host)
  const port = Number(url.port || 443)
  const socket = connectTls({ ...tls, servername, host, port, ALPNProtocols: ['http/1.1'] })
  socket.setNoDelay(true)
  return { socket, ready: 'secureConnect' }
}

/**
 * Opens a TCP or TLS connection to the origin of a URL, directly: HTTP proxies are not supported.
 * Resolves with the error's code instead of a socket where the connection cannot be made in time.
 */
export function openConnection(url: URL, tls: TlsOptions, timeoutMs: number): Promise<Socket | string> {
  return new Promise(resolve => {
    const { socket, ready } = startConnection(url, tls)
    const timer = setTimeout(() => fail('ETIMEDOUT'), timeoutMs)
    const onError = (error: Error) => fail(errorCode(error))
    function fail(code: string): void {
      clearTimeout(timer)
      // A destroyed socket may still report an error; nobody is interested any more.
      socket.on('error', () => {})
      socket.destroy()
      resolve(code)
    }
    socket.once('error', onError)
    socket.once(ready, () => {
      clearTimeout(timer)
      socket.off('error', onError)
      resolve(socket)
    })
  })
}
