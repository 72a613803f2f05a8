import { mediaTypes } from '../engine/encode/media-types.ts'
import { allowOn405, notServedByUcwa } from './checks/refused-method.ts'
import { anything, statuses } from './write/expectations.ts'
import { askingOtherwise, dismiss, otherVariants, withHeaders } from './write/requests.ts'
import { area, mirrored, named, type ProbeRow, requirement, seenLater } from './write/rows.ts'

/** A method without a body, asking for errors in one format. */
function bare(method: string): readonly ProbeRow[] {
  return mirrored(encoding => ({
    id: `${encoding}/${method}`,
    encoding,
    request: { method, headers: [['Accept', mediaTypes[encoding]] as const] },
  }))
}

/** A client must not send what is sensitive in a TRACE (RFC 9110 section 9.3.8): the token only to targets that allow hostile input. */
const trace: readonly ProbeRow[] = bare('TRACE').flatMap(({ id, request, ...row }) => [
  { ...row, id, request, hostile: true },
  { ...row, id: `${id}-without-token`, request: { ...request, token: { kind: 'none' } } },
])

/** A method that carries a valid dismiss. */
function carrying(method: string): readonly ProbeRow[] {
  return mirrored(encoding => ({
    id: `${encoding}/${method}-with-body`,
    encoding,
    request: { ...withHeaders(dismiss(encoding, 'Conflict'), ['Accept', mediaTypes[encoding]]), method },
  }))
}

/** A method whose input stands in the query, where a route for every method would find it. */
function querying(method: string): ProbeRow {
  const target = { query: [['reason', 'Conflict'] as const] }
  return { id: `query/${method}`, encoding: 'query', request: { method, target, framing: 'none' } }
}

const getAndDelete = [
  ...bare('GET'),
  ...bare('DELETE'),
  ...carrying('DELETE'),
  querying('GET'),
  querying('DELETE'),
]

/** The same without a token: what is refused with one is refused without. */
function anonymously(rows: readonly ProbeRow[]): readonly ProbeRow[] {
  return rows.map(({ id, request, ...row }) => ({
    ...row,
    id: `${id}-without-token`,
    request: { ...request, token: { kind: 'none' } },
  }))
}

/** What a change needs where preconditions are asked for (F-27): the one that might pass. */
function conditional(rows: readonly ProbeRow[]): readonly ProbeRow[] {
  return rows.map(({ id, request, ...row }) => ({
    ...row,
    id: `${id}-if-match`,
    request: withHeaders(request, ['If-Match', '*']),
  }))
}

/** Ways through a server on which a route may forget the method. */
function onWays(method: 'PUT' | 'DELETE'): readonly ProbeRow[] {
  return mirrored(encoding => {
    const { vendor, chunked } = otherVariants(encoding)
    return named({ vendor, chunked }, (way, request) => ({
      id: `${encoding}/${method}-${way}`,
      encoding,
      request: { ...request, method },
    }))
  })
}

/** GET with a type of input that it does not have. */
const typedGet: readonly ProbeRow[] = bare('GET').map(({ id, request, ...row }) => ({
  ...row,
  id: `${id}-with-type`,
  request: withHeaders(request, ['Content-Type', mediaTypes.json]),
}))

/** A PUT that asks for its error in the other format. */
const putAskingOtherwise: readonly ProbeRow[] = mirrored(encoding => ({
  id: `${encoding}/PUT-asking-otherwise`,
  encoding,
  request: { ...askingOtherwise(encoding, 'Conflict'), method: 'PUT' },
}))

const put = [...carrying('PUT'), ...bare('PUT'), ...conditional(carrying('PUT'))]

export const method = area('method', 'Other methods are refused', [
  requirement({
    id: 'DIS-METHOD-01',
    level: 'MUST',
    title: 'does not accept GET or DELETE',
    statement: 'POST is the only documented operation: GET and DELETE on the link are not answered with 2xx.',
    sources: ['S-85', 'F-02', 'F-77'],
    allowed: statuses('not-2xx'),
    probes: [
      ...getAndDelete,
      ...carrying('DELETE').map(seenLater),
      ...anonymously([...bare('GET'), ...carrying('DELETE')]),
      ...conditional([...carrying('DELETE'), ...bare('DELETE')]),
      ...onWays('DELETE'),
      ...typedGet,
    ],
  }),
  requirement({
    id: 'DIS-METHOD-02',
    level: 'SHOULD',
    title: 'refuses GET and DELETE with 405',
    statement:
      'A method that a resource does not support is MethodNotAllowed; 404 is tolerated for links that cannot be fetched.',
    sources: ['S-85', 'F-77'],
    allowed: statuses(405, 404),
    unless: ['2xx'],
    probes: getAndDelete,
  }),
  requirement({
    id: 'DIS-METHOD-03',
    level: 'MUST',
    title: 'does not accept PUT',
    statement: 'PUT on the link is not answered with 2xx.',
    sources: ['S-86', 'F-02'],
    allowed: statuses('not-2xx'),
    probes: [
      ...put,
      ...putAskingOtherwise,
      ...anonymously(carrying('PUT')),
      ...onWays('PUT'),
      querying('PUT'),
      ...carrying('PUT').map(seenLater),
    ],
  }),
  requirement({
    id: 'DIS-METHOD-04',
    level: 'SHOULD',
    title: 'refuses PUT with 405, 428, 412 or 404',
    statement: 'A PUT without If-Match may meet 428 before its method is refused.',
    sources: ['S-86', 'F-27'],
    allowed: statuses(405, 428, 412, 404),
    unless: ['2xx'],
    probes: put,
  }),
  requirement({
    id: 'DIS-METHOD-05',
    level: 'SHOULD',
    title: 'does not serve HEAD, OPTIONS or TRACE',
    statement: 'UCWA uses POST, GET, PUT and DELETE; proxies may answer the others themselves.',
    sources: ['S-87', 'F-76', 'F-78'],
    allowed: anything,
    checks: [notServedByUcwa],
    probes: [...bare('HEAD'), ...bare('OPTIONS'), ...trace],
  }),
  requirement({
    id: 'DIS-METHOD-06',
    level: 'SHOULD',
    title: 'refuses PATCH and made-up methods',
    statement: 'Nothing is said about them: 400, 404, 405 and 501 are legal.',
    sources: ['S-88', 'F-79'],
    allowed: statuses(400, 404, 405, 501),
    probes: [...carrying('PATCH'), ...bare('DISMISS')],
  }),
  requirement({
    id: 'DIS-METHOD-07',
    level: 'SHOULD',
    title: 'names the allowed methods in a 405',
    statement: 'A 405 carries an Allow header with the valid methods, POST among them.',
    sources: ['S-89'],
    allowed: anything,
    checks: [allowOn405],
    probes: [...bare('GET'), ...carrying('PUT'), ...carrying('DELETE')],
  }),
  requirement({
    id: 'DIS-METHOD-08',
    level: 'OBSERVE',
    title: 'may take Post for POST',
    statement: "The page's samples spell the method Post; HTTP methods are case-sensitive.",
    sources: ['S-03'],
    allowed: anything,
    probes: mirrored(encoding => ({
      id: `${encoding}/Post`,
      encoding,
      request: { ...dismiss(encoding, 'Conflict'), method: 'Post' },
    })),
  }),
])
