import { type ByEncoding, bodies, type Choose, pick } from './choices.ts'
import { conversationHref, namespace, pickReason } from './vocabulary.ts'

const hrefs = [conversationHref, `https://fe1.contoso.com${conversationHref}`] as const
const titles = [undefined, 'x', 'a & b > c', 'say "reason": "Local"', 'é中', '}],{[:\\'] as const
const scalars = [0, 7, true, false, null, -0.5, 2147483648] as const
const rels = ['self', 'conversation'] as const

interface Noise {
  readonly rel: string
  readonly href: string
  readonly title: string | undefined
}

function chooseNoise(choose: Choose): Noise {
  return { rel: pick(choose, rels), href: pick(choose, hrefs), title: pick(choose, titles) }
}

function jsonLink(choose: Choose): readonly [rel: string, link: object] {
  const { rel, href, title } = chooseNoise(choose)
  return [rel, { href, title }]
}

function jsonLinks(choose: Choose): object {
  const links = Array.from({ length: choose(3) }, () => jsonLink(choose))
  return Object.fromEntries(links)
}

function jsonResource(choose: Choose): object {
  const [rel, self] = jsonLink(choose)
  return { rel, state: 'Connected', count: pick<(typeof scalars)[number]>(choose, scalars), _links: { self } }
}

type Member = readonly [name: string, json: string]

/** `_links`, `_embedded` or both, in either order, as names and JSON texts. */
export function jsonNoise(choose: Choose): Member[] {
  const resource = jsonResource(choose)
  const conversation = pick<object>(choose, [resource, [resource]])
  const links: Member = ['_links', JSON.stringify(jsonLinks(choose))]
  const embedded: Member = ['_embedded', JSON.stringify(pick<object>(choose, [{}, { conversation }]))]
  return pick<Member[]>(choose, [[links], [embedded], [links, embedded], [embedded, links]])
}

function attributesOf({ rel, href, title }: Noise): string {
  const escaped = title?.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return `rel="${rel}" href="${href}"${escaped === undefined ? '' : ` title="${escaped}"`}`
}

function xmlLink(choose: Choose): string {
  return `<link ${attributesOf(chooseNoise(choose))}/>`
}

function xmlResource(choose: Choose): string {
  const content = pick(choose, ['', '<property name="state">Connected</property>', xmlLink(choose)])
  return `<resource ${attributesOf(chooseNoise(choose))}>${content}</resource>`
}

/** Links and embedded resources with harmless relations beside the reason, or alone (S-23). Row `S-23`. */
export const linksNoise: ByEncoding = {
  json: bodies('json', choose => {
    const reason = ['reason', JSON.stringify(pickReason(choose))] as const
    const members = choose(4) === 3 ? jsonNoise(choose) : [reason, ...jsonNoise(choose)]
    return `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`
  }),
  xml: bodies('xml', choose => {
    const reason = `<property name="reason">${pickReason(choose)}</property>`
    const noise = Array.from({ length: 1 + choose(3) }, () => pick(choose, [xmlLink, xmlResource])(choose))
    if (choose(4) !== 3) noise.splice(choose(noise.length + 1), 0, reason)
    return `<input xmlns="${namespace}">${noise.join('')}</input>`
  }),
}
