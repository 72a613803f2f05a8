import { SaxesParser } from 'saxes'
import { operation } from '../../schemas/load.ts'
import type { Input } from '../call.ts'

const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** S-27 binds to a nesting of 32; beyond, a limit is legal (S-31) and keeps namespace look-ups short. */
const DEEPEST = 128

const READABLE_ENCODING = /^(utf-8|us-ascii)$/i

function parse(text: string): Input {
  const parser = new SaxesParser({ xmlns: true, position: false })
  const isUcwa = (tag: { uri: string }): boolean => tag.uri === operation.namespace
  let depth = 0
  const names: string[] = []
  let value: string | undefined
  let untrimmed: string | undefined
  let reason: unknown

  parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
    if (!READABLE_ENCODING.test(encoding)) throw new Error('unreadable encoding')
  })
  parser.on('doctype', () => {
    throw new Error('document type declaration')
  })
  parser.on('opentag', tag => {
    depth += 1
    if (depth > DEEPEST) throw new Error('nested too deeply')
    if (depth === 1 && !(isUcwa(tag) && tag.local === operation.inputRoot))
      throw new Error('no input element')
    if (depth > 2) reason = value === undefined ? reason : {}
    if (depth > 2) value = undefined
    const name = tag.attributes.name?.value
    if (depth !== 2 || !isUcwa(tag) || !/^property(List)?$/.test(tag.local) || name === undefined) return
    names.push(name)
    if (name !== 'reason') return
    if (tag.local === 'property') value = ''
    else reason = []
  })
  const append = (part: string): void => {
    if (value !== undefined && depth === 2) value += part
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.on('closetag', () => {
    if (depth === 2 && value !== undefined) {
      untrimmed = value
      reason = value.trim()
      value = undefined
    }
    depth -= 1
  })
  parser.write(text).close()
  return { names, ...(reason !== undefined && { reason }), ...(untrimmed !== undefined && { untrimmed }) }
}

/**
 * Input as `<input>` of the UCWA namespace in well-formed XML; `undefined` for anything else, and for a
 * document type declaration. Elements other than `reason`'s property are ignored (S-22, S-23).
 */
export function decodeXml(bytes: Uint8Array): Input | undefined {
  try {
    return parse(UTF8.decode(bytes))
  } catch {
    return undefined // not UTF-8, not well-formed, or not an input
  }
}
