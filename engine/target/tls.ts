import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Secret } from '../model/secret.ts'
import type { TlsOptions } from '../send/tls-options.ts'

/** How an https target is trusted, PEM files read. */
export interface TlsSettings {
  readonly ca?: string
  readonly cert?: string
  readonly key?: Secret
  readonly servername?: string
  readonly insecure: boolean
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

/** The settings as Node's TLS takes them. They hold the private key: never print them. */
export function createTlsOptions({ key, insecure, ...rest }: TlsSettings): TlsOptions {
  return { ...rest, ...(key && { key: key.reveal() }), rejectUnauthorized: !insecure }
}
