import { type ByEncoding, bodies, type Choose, pick } from './choices.ts'
import { namespace, pickReason } from './vocabulary.ts'

/** Levels below the input itself: 32 in all; what lies deeper binds nobody (S-31). */
const maxDepth = 31

const names = ['x', 'operationId', 'message', 'rel', '__proto__', 'é', 'reason.x', 'a b'] as const
const scalars = ['1', 'null', 'true', '""', '"x"', '-1.5e+3', '"\\u0000"', '"\u{1f600}"'] as const

/** A value of chosen depth: a chain with something beside it now and then. */
function writeValue(choose: Choose): string {
  const depth = pick(choose, [0, 0, 1, 2, 3, 8, 30, maxDepth])
  let value: string = depth === 0 ? pick(choose, scalars) : pick(choose, ['{}', '[]'])
  for (let level = 1; level < depth; level += 1) {
    const beside = pick(choose, ['', '', pick(choose, scalars)])
    value = pick(choose, [
      `[${[beside, value].filter(item => item !== '').join(',')}]`,
      `{"y":${value}${beside === '' ? '' : `,"z":${beside}`}}`,
    ])
  }
  return value
}

/** A list's items nest as deep as JSON's values do. */
function writeList(choose: Choose, name: string): string {
  const depth = pick(choose, [0, 1, 2, 8, maxDepth - 1])
  const items = '<item>x</item>'.repeat(choose(3))
  return `<propertyList name="${name}">${'<item>'.repeat(depth)}${'</item>'.repeat(depth)}${items}</propertyList>`
}

function writeProperty(choose: Choose, name: string): string {
  return `<property name="${name}">${pick(choose, ['x', '', '1', ' x ', '<![CDATA[<x/>]]>', '&amp;'])}</property>`
}

/** The members in an order that may have the reason anywhere, or not at all. */
function withReason(choose: Choose, reason: string, extra: string[]): string[] {
  if (choose(4) !== 3) extra.splice(extra.length - choose(extra.length + 1), 0, reason)
  return extra
}

/** One to three different names. */
function chooseNames(choose: Choose): readonly string[] {
  const first = choose(names.length)
  return Array.from({ length: 1 + choose(3) }, (_, index) => names[(first + index) % names.length] ?? 'x')
}

/** Unknown properties beside a valid reason, or alone, nested up to the limit (S-22). Row `S-22`. */
export const extraMembers: ByEncoding = {
  json: bodies('json', choose => {
    const extra = chooseNames(choose).map(name => `"${name}":${writeValue(choose)}`)
    return `{${withReason(choose, `"reason":"${pickReason(choose)}"`, extra).join(',')}}`
  }),
  xml: bodies('xml', choose => {
    const extra = chooseNames(choose).map(name => pick(choose, [writeProperty, writeList])(choose, name))
    const reason = `<property name="reason">${pickReason(choose)}</property>`
    return `<input xmlns="${namespace}">${withReason(choose, reason, extra).join('')}</input>`
  }),
}
