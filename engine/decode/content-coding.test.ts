import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unpackContent } from './content-coding.ts'

function unpack(body: Uint8Array, coding?: string) {
  return unpackContent({
    version: '1.1',
    status: 409,
    reasonPhrase: 'Conflict',
    headers: coding === undefined ? [] : [['Content-Encoding', coding]],
    body,
    framing: 'length',
  })
}

const plain = Buffer.from('{"code":"Gone"}')

describe('unpackContent (RFC 9110 section 8.4)', () => {
  it.each<[string | undefined, Uint8Array]>([
    [undefined, plain],
    ['', plain],
    [' , ', plain],
    ['identity', plain],
    ['gzip', gzipSync(plain)],
    ['x-gzip', gzipSync(plain)],
    ['deflate', deflateSync(plain)],
    ['br', brotliCompressSync(plain)],
    ['GZip', gzipSync(plain)],
    ['gzip, br', brotliCompressSync(gzipSync(plain))],
    ['gzip , identity,, gzip', gzipSync(gzipSync(plain))],
  ])('takes off the coding %j', (coding, body) => {
    expect(unpack(body, coding)).toEqual({ kind: 'bytes', bytes: plain })
  })

  it('takes bare deflate data for deflate, as some servers send it', () => {
    expect(unpack(deflateRawSync(plain), 'deflate')).toEqual({ kind: 'bytes', bytes: plain })
  })

  it.each([
    ['gzip', plain, 'gzip'],
    ['x-gzip', deflateSync(plain), 'x-gzip'],
    ['deflate', plain, 'deflate'],
    ['br', gzipSync(plain), 'br'],
    ['gzip', gzipSync(plain).subarray(0, -1), 'gzip'],
    ['gzip', new Uint8Array(0), 'gzip'],
    ['BR, gzip', gzipSync(plain), 'br'],
  ])('finds what is not in the coding %s broken', (coding, body, named) => {
    expect(unpack(body, coding)).toEqual({ kind: 'broken', problem: `not in ${named} coding` })
  })

  it.each(['zstd', 'constructor', 'gzip br', 'gzip, zstd'])(
    'says nothing about the coding %s, which it does not know',
    coding => {
      expect(unpack(gzipSync(plain), coding)).toEqual({ kind: 'unreadable' })
    },
  )
})

describe('unpackContent on sizes', () => {
  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('unpacks no more than 1 MiB of %s', (coding, pack) => {
    expect(unpack(pack(Buffer.alloc(1024 * 1024)), coding).kind).toBe('bytes')
    expect(unpack(pack(Buffer.alloc(1024 * 1024 + 1)), coding).kind).toBe('unreadable')
  })
})
