import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { type PeerCertificate, TLSSocket } from 'node:tls'
import { errorCode, openConnection } from '../send/connect.ts'
import type { CheckResult } from './check.ts'
import type { Profile } from './profile-model.ts'
import { createTlsOptions } from './tls.ts'

const TIME_LIMIT_MS = 5000

/** Where requests go, and how. */
export type Address = Pick<Profile, 'baseUrl' | 'tls'>

/** The words for a certificate that is not trusted, and what helps. */
const CERTIFICATE_FAULTS: Readonly<Record<string, readonly [fault: string, nextStep: string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['it is self-signed', 'Name its PEM file at tls.ca.'],
  SELF_SIGNED_CERT_IN_CHAIN: [
    'its authority is not among the trusted ones',
    'Name the PEM file of that authority at tls.ca.',
  ],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'its authority is not among the trusted ones',
    'Name the PEM file of that authority, with those between, at tls.ca.',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'its authority is not among the trusted ones, or the server does not send those between',
    'Name the PEM file of that authority, with those between, at tls.ca.',
  ],
  CERT_HAS_EXPIRED: ['it has expired', 'Renew the certificate on the server.'],
  CERT_NOT_YET_VALID: ['it is not valid yet', 'Compare the clocks of this machine and of the server.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'it is for other names',
    'Use a name of the certificate in baseUrl, or give that name as tls.servername.',
  ],
}

const CONNECTION_HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Check that the server runs and that baseUrl has its port.',
  ETIMEDOUT: 'Check firewalls and VPN between this machine and the server.',
  ECONNRESET:
    'Something on the way, or the server, ends the connection: check that the port speaks this protocol.',
  ERR_SSL_WRONG_VERSION_NUMBER: 'The port does not speak TLS: write http:// in baseUrl, or another port.',
}

function getPort({ port, protocol }: URL): string {
  return port || (protocol === 'https:' ? '443' : '80')
}

function getHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '')
}

/** What a server says of itself, on one short line. */
function clean(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').slice(0, 200)
}

export async function checkName({ baseUrl }: Address): Promise<CheckResult> {
  const layer = 'name lookup'
  const host = getHost(baseUrl)
  if (isIP(host) !== 0) return { layer, ok: true, detail: `${host} is an address` }
  try {
    const addresses = await lookup(host, { all: true })
    return { layer, ok: true, detail: `${host} is ${addresses.map(({ address }) => address).join(', ')}` }
  } catch (error) {
    return {
      layer,
      ok: false,
      detail: `${host} has no address (${errorCode(error as Error)})`,
      nextStep:
        'Check the host in baseUrl, and whether this machine needs a VPN or another name server for it.',
    }
  }
}

export async function checkTcp({ baseUrl }: Address): Promise<CheckResult> {
  const layer = 'TCP'
  const port = getPort(baseUrl)
  const socket = await openConnection(new URL(`http://${baseUrl.hostname}:${port}`), {}, TIME_LIMIT_MS)
  if (typeof socket === 'string') {
    const nextStep = CONNECTION_HINTS[socket] ?? 'Check the way from this machine to the server.'
    return { layer, ok: false, detail: `no connection to port ${port} (${socket})`, nextStep }
  }
  socket.destroy()
  return { layer, ok: true, detail: `port ${port} accepts connections` }
}

function formatCertificate({ subject, issuer, valid_to, subjectaltname }: PeerCertificate): string {
  const name = subject?.CN ?? subjectaltname ?? 'no name'
  const authority = issuer?.CN ?? issuer?.O ?? 'no name'
  return clean(`certificate for ${name}, issued by ${authority}, valid until ${valid_to}`)
}

export async function checkTls({ baseUrl, tls }: Address): Promise<CheckResult> {
  const layer = 'TLS'
  if (baseUrl.protocol !== 'https:')
    return { layer, ok: 'skipped', detail: 'baseUrl is http: tokens travel in clear' }
  const options = { ...createTlsOptions(tls), rejectUnauthorized: false }
  const socket = await openConnection(baseUrl, options, TIME_LIMIT_MS)
  if (!(socket instanceof TLSSocket)) {
    const code = String(socket)
    const nextStep =
      CONNECTION_HINTS[code] ?? 'Check which versions of TLS and which client certificate the server wants.'
    return { layer, ok: false, detail: `the handshake failed (${code})`, nextStep }
  }
  const { authorized, authorizationError } = socket
  const certificate = `${socket.getProtocol()}, ${formatCertificate(socket.getPeerCertificate())}`
  socket.destroy()
  if (authorized) return { layer, ok: true, detail: certificate }
  // Node's types say Error; what stands there is the error's code.
  const code = String(authorizationError)
  const [fault, nextStep] = CERTIFICATE_FAULTS[code] ?? [
    `it is not trusted (${code})`,
    'Check tls in the profile.',
  ]
  const detail = `${certificate}: ${fault}`
  return tls.insecure
    ? { layer, ok: true, detail: `${detail}; let pass by tls.insecure` }
    : { layer, ok: false, detail, nextStep }
}

/** Proxies are not supported; where the way is blocked, a proxy that is set tells why. */
export function checkProxy(
  env: Readonly<Record<string, string | undefined>>,
  reachable: boolean,
): CheckResult {
  const layer = 'proxy'
  const names = Object.keys(env).filter(name => /^(https?|all)_proxy$/i.test(name) && env[name])
  if (names.length === 0) return { layer, ok: true, detail: 'none is set' }
  const detail = `${names.join(', ')} set, but not used: requests go straight to the target`
  return reachable
    ? { layer, ok: true, detail }
    : { layer, ok: false, detail, nextStep: 'Run from a machine that reaches the target without a proxy.' }
}
