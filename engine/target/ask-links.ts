import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type LinkSource, parseLink, type SourceWant } from './link-source.ts'
import { createTurns } from './turns.ts'

/** Where a person reads and types. */
export interface Terminal {
  readonly input: Readable
  readonly output: Writable
}

function formatPrompt({ state, user }: SourceWant): string {
  const kind = state === 'live' ? 'a live dismiss link' : `a dismiss link in state ${state}`
  const whose = user === 'other' ? ' offered to the other user' : ''
  return `Paste ${kind}${whose} (empty line: no more): `
}

/** Links pasted by the person at the terminal, asked for one at a time; the end of input is the end of links. */
export function createAskLinks(baseUrl: URL, { input, output }: Terminal): LinkSource {
  const takeTurn = createTurns()
  const ended = new Set<string>()
  let terminal: Interface | undefined
  let lines: AsyncIterator<string> | undefined

  async function ask(want: SourceWant): Promise<URL | null> {
    const prompt = formatPrompt(want)
    terminal ??= createInterface({ input })
    lines ??= terminal[Symbol.asyncIterator]()
    while (!ended.has(prompt)) {
      output.write(prompt)
      const { value, done } = await lines.next()
      const line = done ? '' : value.trim()
      if (line === '') {
        ended.add(prompt)
        break
      }
      const url = parseLink(line, baseUrl)
      if (url !== undefined) return url
      output.write('That is not a link.\n')
    }
    return null
  }

  return {
    remaining: () =>
      ended.has(formatPrompt({ state: 'live', user: 'default' })) ? 0 : Number.POSITIVE_INFINITY,
    take: want => takeTurn(() => ask(want)),
    close: async () => terminal?.close(),
  }
}
