import type { ConnectionOptions } from 'node:tls'

/** How TLS is spoken to the target; both ways to the wire take the same. */
export type TlsOptions = Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>
