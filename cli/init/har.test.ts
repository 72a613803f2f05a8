import { describe, expect, it } from 'vitest'
import { readCapture } from './har.ts'

const HOST = 'https://fe1.contoso.com'
const LINK = `${HOST}/ucwa/v1/applications/1/renegotiations/2/dismiss`

interface Sketch {
  readonly url?: string
  readonly method?: string
  readonly status?: number
  readonly token?: string
  readonly challenge?: string
  readonly body?: string
  readonly encoding?: string
}

/** A capture with one entry for each sketch. */
function capture(...sketches: readonly Sketch[]): string {
  const entries = sketches.map(sketch => ({
    request: {
      method: sketch.method ?? 'GET',
      url: sketch.url ?? `${HOST}/ucwa/v1/events`,
      headers: sketch.token ? [{ name: 'authorization', value: `Bearer ${sketch.token}` }] : [],
    },
    response: {
      status: sketch.status ?? 200,
      headers: sketch.challenge ? [{ name: 'WWW-Authenticate', value: sketch.challenge }] : [],
      content: { text: sketch.body ?? '', ...(sketch.encoding && { encoding: sketch.encoding }) },
    },
  }))
  return JSON.stringify({ log: { entries } })
}

const hrefs = (text: string) => readCapture(text).links.map(({ url }) => url.href)

describe('a capture', () => {
  it.each([
    ['a request', { url: LINK, method: 'GET', status: 405 }],
    ['a JSON link', { body: `{"_links":{"dismiss":{"href":"${LINK}"},"self":{"href":"/x"}}}` }],
    [
      'a relative JSON link',
      { body: '{"dismiss": {"title":"t", "href":"/ucwa/v1/applications/1/renegotiations/2/dismiss"}}' },
    ],
    ['an event link', { body: `{"sender":[{"events":[{"link":{"rel":"dismiss","href":"${LINK}"}}]}]}` }],
    [
      'a JSON link inside a batch',
      { body: `--b\r\nContent-Type: application/json\r\n\r\n{"dismiss":{"href":"${LINK}"}}\r\n--b--` },
    ],
    ['an XML link', { body: `<resource rel="x"><link rel="dismiss" href="${LINK}"/></resource>` }],
    ['an XML link, href first', { body: `<link href='${LINK}' rel='dismiss' />` }],
    [
      'a body in base64',
      { body: Buffer.from(`{"dismiss":{"href":"${LINK}"}}`).toString('base64'), encoding: 'base64' },
    ],
  ])('gives the link of %s', (_, sketch) => {
    expect(hrefs(capture(sketch))).toEqual([LINK])
  })

  it.each([
    ['another link', { body: '{"answer":{"href":"/answer"}}' }],
    ['a broken href', { body: '{"dismiss":{"href":"http://[/dismiss"}}' }],
    ['no href', { body: '{"dismiss":{"title":"x"}}' }],
    ['half an object', { body: '{"dismiss":{"href":"/a/dismiss"' }],
    ['a script', { body: '{"dismiss":{"href":"javascript:alert(1)"}}' }],
    ['an upload to the link', { url: LINK, method: 'PUT' }],
  ])('finds none in %s', (_, sketch) => {
    expect(hrefs(capture(sketch))).toEqual([])
  })

  it('undoes references of XML in an href', () => {
    expect(hrefs(capture({ body: `<link rel="dismiss" href="${LINK}?a=1&amp;b=2"/>` }))).toEqual([
      `${LINK}?a=1&b=2`,
    ])
  })

  it('puts links that may be live first, the newest of them first', () => {
    const [old, spent, young] = ['1', '2', '3'].map(id => `${HOST}/renegotiations/${id}/dismiss`)
    const text = capture(
      { body: `{"dismiss":{"href":"${old}"}}` },
      { body: `{"dismiss":{"href":"${young}"}}` },
      { url: spent ?? '', method: 'POST', status: 204 },
    )
    expect(readCapture(text).links.map(({ url, spent: gone }) => [url.href, gone])).toEqual([
      [young, false],
      [old, false],
      [spent, true],
    ])
  })

  it.each([
    ['the token sent', `${LINK}?t=secret-token`, 'secret-token'],
    ['the token sent, encoded', `${LINK}?t=secret%2Btoken`, 'secret+token'],
    ['a user and password', LINK.replace('://', '://user:pass@'), 'other-token'],
    ['a parameter that is named like one', `${LINK}?access_token=x`, 'other-token'],
  ])('leaves out a link that holds %s', (_, href, token) => {
    const { links, withheld } = readCapture(capture({ token, body: `{"dismiss":{"href":"${href}"}}` }))
    expect(links).toEqual([])
    expect(withheld).toBe(1)
  })

  it.each([
    ['a challenge', { challenge: 'MsRtcOAuth href=https://a/webticket,grant_type="password"' }, true],
    ['a WebTicket', { token: 'cwt=AAEB' }, true],
    ['a token of another kind', { token: 'eyJhbGciOi', challenge: 'Bearer trusted_issuers=""' }, false],
  ])('tells the deployment by %s', (_, sketch, onPremises) => {
    expect(readCapture(capture({ url: LINK, ...sketch })).onPremises).toBe(onPremises)
  })

  it('forgives what is no capture', () => {
    for (const text of ['{}', '[]', 'null', '{"log":{"entries":[null,{"request":1}]}}']) {
      expect(readCapture(text).links).toEqual([])
    }
    expect(() => readCapture('<html>')).toThrow(SyntaxError)
  })
})
