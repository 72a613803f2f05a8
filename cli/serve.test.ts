import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadProfile } from '../engine/target/profile.ts'
import { UsageError } from './errors.ts'
import { type ServeOptions, serve } from './serve.ts'
import { recordIo } from './test-io.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Serves until `use` has seen what was printed first. */
async function serveFor(
  options: Partial<ServeOptions>,
  use: (printed: string) => unknown = () => {},
): Promise<{ exit: number; out: string; err: string }> {
  const io = recordIo()
  const stop = new AbortController()
  const printed = new Promise<string>(resolve => {
    const write = io.out.write
    Object.assign(io.out, {
      write: (text: string) => {
        write(text)
        resolve(text)
      },
    })
  })
  const ended = serve({ port: 0, host: '127.0.0.1', ...options }, io, stop.signal)
  const first = await Promise.race([printed, ended.then(() => '')])
  await use(first)
  stop.abort()
  return { exit: await ended, ...io.written }
}

describe('serve', () => {
  it('tells where it is in one line of JSON, and ends well when it is stopped', async () => {
    let control = ''
    const { exit, err } = await serveFor({ json: true }, async line => {
      expect(line).toMatch(/^\{.*\}\n$/)
      const told = JSON.parse(line)
      control = told.control
      expect(Object.keys(told)).toEqual(['url', 'control', 'profile'])
      expect(told.profile.baseUrl).toBe(told.url)
      expect((await fetch(`${control}/statistics`)).status).toBe(200)
    })
    expect(exit).toBe(0)
    expect(err).toBe('')
    await expect(fetch(`${control}/statistics`)).rejects.toThrow()
  })

  it('writes the profile that reaches it', async () => {
    const file = join(folder, 'ref.yaml')
    await serveFor({ writeProfile: file, with: ['success-is-200'] }, printed => {
      const { baseUrl, name } = loadProfile(file)
      expect(printed).toContain(baseUrl.origin)
      expect(printed).toContain(`run --profile ${file}`)
      expect(name).toBe('Reference server + success-is-200')
    })
  })

  it('takes on faults', async () => {
    const { out } = await serveFor({ with: ['success-is-200'] })
    expect(out).toContain('success-is-200  Answers a dismiss with 200')
  })

  it('speaks TLS', async () => {
    const { out } = await serveFor({ tls: true })
    expect(out).toContain('https://127.0.0.1:')
  })

  it('warns where others can reach it', async () => {
    expect((await serveFor({ host: '0.0.0.0' })).err).toContain('warning: 0.0.0.0 is not loopback')
    expect((await serveFor({ host: 'localhost' })).err).toBe('')
  })

  it('says that a port is taken', async () => {
    await serveFor({ json: true }, async line => {
      const port = Number(new URL(JSON.parse(line).url).port)
      const second = serveFor({ port })
      await expect(second).rejects.toThrow(UsageError)
      await expect(second).rejects.toThrow(`port ${port} is taken`)
    })
  })

  it.each([
    [{ with: ['sucess-is-200'] }, 'unknown fault or quirk sucess-is-200 (did you mean success-is-200'],
    [{ writeProfile: '/nowhere/p.yaml' }, 'cannot write /nowhere/p.yaml (ENOENT)'],
    [{ like: '/nowhere/report.json' }, 'there is no /nowhere/report.json'],
  ])('refuses %j', async (options, message) => {
    await expect(serveFor(options)).rejects.toThrow(message)
  })
})
