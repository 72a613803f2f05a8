import { describe, expect, it } from 'vitest'
import { compareOutcome, describeOutcomes, matchesStatus } from './outcome.ts'
import { recordAnswer, recordError, recordExchange } from './test-exchange.ts'

/** Only UCWA sends it (F-71). */
const OWN = ['X-MS-UcwaVersion', '1.7'] as const

const html = recordExchange(recordAnswer(400, [['Content-Type', 'text/html']], '<p>Bad Request</p>'))

describe('matchesStatus', () => {
  it.each([
    [204, 204, true],
    [200, 204, false],
    [200, '2xx', true],
    [299, '2xx', true],
    [300, '2xx', false],
    [199, '2xx', false],
    [304, '3xx', true],
    [404, '4xx', true],
    [500, '4xx', false],
    [500, 'not-2xx', true],
    [302, 'not-2xx', true],
    [204, 'not-2xx', false],
  ] as const)('%i against %s: %s', (status, pattern, expected) => {
    expect(matchesStatus(recordExchange(recordAnswer(status)), pattern)).toBe(expected)
  })

  it('takes a closed connection for closed only where no answer began', () => {
    expect(matchesStatus(recordExchange(null, { end: 'closed' }), 'closed')).toBe(true)
    expect(matchesStatus(recordExchange(recordAnswer(413), { end: 'closed' }), 'closed')).toBe(false)
    expect(matchesStatus(recordExchange(null, { end: 'timeout' }), 'closed')).toBe(false)
  })

  it('takes who does not answer for one who does not accept, but never bytes that are no HTTP', () => {
    expect(matchesStatus(recordExchange(null, { end: 'timeout' }), 'not-2xx')).toBe(true)
    expect(matchesStatus(recordExchange(null, { end: 'closed' }), 'not-2xx')).toBe(true)
    expect(matchesStatus(recordExchange(null, { end: 'unreachable' }), 'not-2xx')).toBe(false)
    expect(matchesStatus(recordExchange(null, { end: 'closed' }), '4xx')).toBe(false)
    expect(matchesStatus(recordExchange(recordAnswer(400), { end: 'malformed' }), 'not-2xx')).toBe(false)
  })
})

describe('compareOutcome', () => {
  it('is content with any of the outcomes allowed', () => {
    const allowed = [{ status: 204 }, { status: 400, code: ['BadRequest'] }] as const
    expect(compareOutcome(recordExchange(recordAnswer(204)), allowed)).toEqual([])
    expect(compareOutcome(recordError(400, 'BadRequest'), allowed)).toEqual([])
  })

  it('tells expected and received status', () => {
    expect(
      compareOutcome(recordError(500, 'ServiceFailure'), [{ status: 415, code: ['UnsupportedMediaType'] }]),
    ).toEqual([{ what: 'status', expected: '415 UnsupportedMediaType', received: '500 ServiceFailure' }])
  })

  it('compares codes without their letter case (S-66)', () => {
    expect(compareOutcome(recordError(400, 'badrequest'), [{ status: 400, code: ['BadRequest'] }])).toEqual(
      [],
    )
    expect(compareOutcome(recordError(400, 'Conflict'), [{ status: 400, code: ['BadRequest'] }])).toEqual([
      { what: 'code', expected: 'BadRequest', received: 'Conflict' },
    ])
  })

  it.each([['None'], [''], [undefined]])('takes subcode %o for none (S-70)', subcode => {
    expect(compareOutcome(recordError(409, 'Conflict', subcode), [{ status: 409, subcode: [null] }])).toEqual(
      [],
    )
  })

  it('tells a subcode that is not allowed', () => {
    expect(
      compareOutcome(recordError(409, 'Conflict', 'AlreadyExists'), [
        { status: 409, subcode: ['TooManyGroups', null] },
      ]),
    ).toEqual([{ what: 'subcode', expected: 'TooManyGroups or none', received: 'AlreadyExists' }])
  })

  it.each([
    ['an intermediary answers', html],
    ['there is no body', recordExchange(recordAnswer(400, [OWN]))],
    [
      'the body cannot be unpacked',
      recordExchange(
        recordAnswer(400, [OWN, ['Content-Type', 'application/json'], ['Content-Encoding', 'zstd']], 'x'),
      ),
    ],
  ])('judges the status alone where %s (S-77)', (_, exchange) => {
    const codes = { code: ['BadRequest'], subcode: ['DeserializationFailure'] }
    expect(compareOutcome(exchange, [{ status: 400, ...codes }])).toEqual([])
    expect(compareOutcome(exchange, [{ status: 404, ...codes }])).toMatchObject([{ what: 'status' }])
  })

  it('takes any of several subcodes', () => {
    const allowed = ['AlreadyExists', 'TooManyGroups'].map(subcode => ({ status: 409, subcode: [subcode] }))
    expect(compareOutcome(recordError(409, 'Conflict', 'TooManyGroups'), allowed)).toEqual([])
  })

  it.each([
    ['the one with fewest differences', 'Conflict', { what: 'subcode', expected: 'B', received: 'X' }],
    ['the first of two as near', 'Locked', { what: 'code', expected: 'Gone', received: 'Locked' }],
  ])('tells the mismatches against the nearest outcome: %s', (_, code, mismatch) => {
    const allowed = [
      { status: 409, code: ['Gone'], subcode: ['A'] },
      { status: 409, code: ['Conflict'], subcode: ['B'] },
    ] as const
    expect(compareOutcome(recordError(409, code, 'X'), allowed)[0]).toEqual(mismatch)
  })

  it('takes any of several codes, and tells all of them where none came', () => {
    const allowed = [{ status: 504, code: ['Timeout', 'GatewayTimeout'] }]
    expect(compareOutcome(recordError(504, 'GatewayTimeout', 'x'), allowed)).toEqual([])
    const headers = [['Content-Type', 'application/json']] as const
    const without = recordExchange(recordAnswer(504, headers, '{"subcode":"x"}'))
    expect(compareOutcome(without, allowed)).toEqual([
      { what: 'code', expected: 'Timeout or GatewayTimeout', received: 'absent' },
    ])
  })

  it('says none where a subcode was expected', () => {
    expect(
      compareOutcome(recordError(409, 'Conflict'), [{ status: 409, subcode: ['AlreadyExists'] }]),
    ).toEqual([{ what: 'subcode', expected: 'AlreadyExists', received: 'none' }])
  })

  it('misses the code of an answer without a body only where one is asked for', () => {
    const bare = recordExchange(recordAnswer(409))
    const allowed = { status: 409, code: ['Conflict', 'Gone'] }
    expect(compareOutcome(bare, [allowed])).toEqual([])
    expect(compareOutcome(bare, [{ ...allowed, coded: true }])).toEqual([
      { what: 'code', expected: 'Conflict or Gone', received: 'no body' },
    ])
    expect(compareOutcome(bare, [{ status: 409, coded: true }])).toEqual([])
    const page = recordExchange(recordAnswer(409, [['Content-Type', 'text/html']], '<p>Conflict</p>'))
    expect(compareOutcome(page, [{ ...allowed, coded: true }])).toEqual([])
  })

  it('compares codes in XML as in JSON, and none in the JSON of a gateway', () => {
    const text = '<reason xmlns="http://schemas.microsoft.com/rtc/2012/03/ucwa"><code>Locked</code></reason>'
    const inXml = recordExchange(recordAnswer(409, [['Content-Type', 'application/xml']], text))
    expect(compareOutcome(inXml, [{ status: 409, code: ['Conflict'] }])).toEqual([
      { what: 'code', expected: 'Conflict', received: 'Locked' },
    ])
    const gateway = recordExchange(
      recordAnswer(504, [['Content-Type', 'application/json']], '{"error":"upstream"}'),
    )
    expect(compareOutcome(gateway, [{ status: 504, code: ['Timeout'] }])).toEqual([])
  })

  it('asks a connection that may be closed for nothing more', () => {
    const closed = recordExchange(null, { end: 'closed' })
    expect(compareOutcome(closed, [{ status: 'closed', code: ['BadRequest'], coded: true }])).toEqual([])
  })

  it('knows nothing of a body that was cut at the size limit', () => {
    const cut = { ...recordError(400, 'Locked'), end: 'oversize' } as const
    expect(compareOutcome(cut, [{ status: 400, code: ['BadRequest'] }])).toEqual([])
  })

  it('asks for nothing where nothing is allowed or forbidden', () => {
    expect(compareOutcome(recordExchange(null), [])).toEqual([])
  })

  it.each([
    ['timeout', recordExchange(null)],
    ['closed', recordExchange(null, { end: 'closed' })],
    ['unreachable', recordExchange(null, { end: 'unreachable', error: 'ECONNREFUSED' })],
  ])('says %s where no answer came', (received, exchange) => {
    expect(compareOutcome(exchange, [{ status: 204 }])).toEqual([
      { what: 'status', expected: '204', received },
    ])
  })
})

describe('describeOutcomes', () => {
  it('says each outcome once', () => {
    expect(describeOutcomes([{ status: 204 }, { status: 'not-2xx' }, { status: 204 }])).toBe(
      '204 or a refusal',
    )
  })

  it.each([
    ['2xx', 'a 2xx status'],
    ['3xx', 'a 3xx status'],
    ['4xx', 'a 4xx status'],
    ['not-2xx', 'a refusal'],
    ['closed', 'the connection closed'],
  ] as const)('says %s in words', (status, words) => {
    expect(describeOutcomes([{ status }])).toBe(words)
  })

  it('names the codes that belong to a status', () => {
    expect(describeOutcomes([{ status: 504, code: ['Timeout', 'GatewayTimeout'] }])).toBe(
      '504 Timeout/GatewayTimeout',
    )
  })
})

describe('a subcode', () => {
  const allowed = [{ status: 400, subcode: ['AlreadyExists'] }]
  const compared = (type: string, body: string) =>
    compareOutcome(recordExchange(recordAnswer(400, [['Content-Type', type], OWN], body)), allowed).map(
      ({ what }) => what,
    )
  const json = (subcode: unknown) => compared('application/json', JSON.stringify({ code: 'x', subcode }))

  it('of another type is a fault of the body, and not compared', () => {
    expect(json(7)).toEqual([])
  })

  it.each([undefined, null, '', 'TooManyGroups'])('is compared as %j', subcode => {
    expect(json(subcode)).toEqual(['subcode'])
  })

  it('is compared in XML', () => {
    const ns = 'http://schemas.microsoft.com/rtc/2012/03/ucwa'
    const body = `<reason xmlns="${ns}"><code>x</code><subcode>TooManyGroups</subcode></reason>`
    expect(compared('application/xml', body)).toEqual(['subcode'])
  })
})
