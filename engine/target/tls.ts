import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Secret } from '../model/secret.ts'

/** How an https target is trusted, PEM files read. */
export interface TlsSettings {
  readonly ca?: string
  readonly cert?: string
  readonly key?: Secret
  readonly servername?: string
  readonly insecure: boolean
}

/** The names and types of `tls.connect`. Holds the private key: never print it. */
export interface TlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
  readonly servername?: string
  readonly rejectUnauthorized: boolean
}

/** Reads a PEM file; throws an Error that names it. */
export function readPem(file: string, directory: string): string {
  const path = resolve(directory, file)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new Error(`file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
  if (!text.includes('-----BEGIN ')) throw new Error(`file ${path} is not PEM: it has no -----BEGIN line`)
  return text
}

/** The settings as Node's TLS takes them. */
export function createTlsOptions({ key, insecure, ...rest }: TlsSettings): TlsOptions {
  return { ...rest, ...(key && { key: key.reveal() }), rejectUnauthorized: !insecure }
}
