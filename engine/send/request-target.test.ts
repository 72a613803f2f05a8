import { describe, expect, it } from 'vitest'
import { operation } from '../../schemas/load.ts'
import { composeTarget, findObstacle } from './request-target.ts'

const ROOT = 'http://127.0.0.1:8080'
const sample = new URL(ROOT + operation.samplePath)
const withIds = (application: string, renegotiation = '7') =>
  new URL(
    `${ROOT}/ucwa/v1/applications/${application}/conversations/137/renegotiations/${renegotiation}/dismiss`,
  )

function applicationOf(target: string): string {
  return /applications\/([^/]+)/.exec(target)?.[1] ?? ''
}

describe('composeTarget', () => {
  it.each(['/', '/a/b', '/a%2Fb?x=%20+&&y', '/a?', '/A//b/?a=b&a=c'])('keeps %s byte for byte', path => {
    expect(composeTarget(new URL(ROOT + path))).toBe(path)
  })

  it('leaves the fragment and the user out', () => {
    expect(composeTarget(new URL('http://user:pass@h/a?b#c'), { form: 'absolute' })).toBe('http://h/a?b')
  })

  it('writes the absolute form', () => {
    expect(composeTarget(sample, { form: 'absolute' })).toBe(ROOT + operation.samplePath)
  })

  it.each([
    ['/a', '/a?n=v'],
    ['/a?', '/a?n=v'],
    ['/a?b=%20c', '/a?b=%20c&n=v'],
    ['/a?b&', '/a?b&n=v'],
  ])('appends a query to %s', (path, target) => {
    expect(composeTarget(new URL(ROOT + path), { query: [['n', 'v']] })).toBe(target)
  })

  it('appends to the path before the query', () => {
    expect(composeTarget(new URL(`${ROOT}/a/dismiss?k=1`), { rawPath: '%0D%0AX:%201' })).toBe(
      '/a/dismiss%0D%0AX:%201?k=1',
    )
  })

  it('encodes what it appends', () => {
    expect(composeTarget(new URL(`${ROOT}/a`), { query: [['a b', 'ü&\r\n']] })).toBe('/a?a+b=%C3%BC%26%0D%0A')
  })

  it.each([
    ['/a/b/dismiss', '/a/b'],
    ['/a/b/dismiss/', '/a/b'],
    ['/dismiss', '/'],
    ['/a/dismiss?x', '/a?x'],
  ])('drops the last segment of %s', (path, target) => {
    expect(composeTarget(new URL(ROOT + path), { parent: true })).toBe(target)
  })

  it.each([
    ['1', /^9\d{8}$/],
    ['192', /^9\d{8}$/],
    ['101546464312', /^1\d{11}$/],
    ['3f2504e0-4f89-41d3-9a0c-0305e82c3301', /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-9[\da-f]{3}-[\da-f]{12}$/],
    ['3F2504E04F8941D39A0C0305E82C3301', /^[\dA-F]{12}4[\dA-F]{3}9[\dA-F]{15}$/],
    ['a_1', /^[a-z]{8}$/],
    ['Xy-very.long~id', /^[a-z]{15}$/],
  ])('forges an id of the shape of %s, the same each time', (id, shape) => {
    const target = composeTarget(withIds(id), { forge: 'application' })
    const forged = applicationOf(target)
    expect(forged).toMatch(shape)
    expect(forged).not.toBe(id)
    expect(target).toBe(composeTarget(withIds(id), { forge: 'application' }))
    expect(target.replace(forged, id)).toBe(withIds(id).pathname)
  })

  it('lengthens the id asked for', () => {
    const longer = composeTarget(withIds('192'), { forge: 'conversation', forgery: 'longer' })
    expect(longer).toMatch(/\/applications\/192\/conversations\/137x0\/renegotiations\/7/)
  })

  it('forges only the id asked for, and before it takes the parent', () => {
    const forged = composeTarget(withIds('192'), { forge: 'conversation', parent: true, query: [['a', 'b']] })
    expect(forged).toMatch(/^\/ucwa\/v1\/applications\/192\/conversations\/9\d{8}\/renegotiations\/7\?a=b$/)
  })

  it('leaves a path without that id as it is', () => {
    expect(composeTarget(sample, { forge: 'renegotiation' })).toBe(operation.samplePath)
  })
})

describe('findObstacle', () => {
  it('finds the ids of the sample path, where a type name stands for the renegotiation', () => {
    expect(findObstacle(sample, { forge: 'application' })).toBeUndefined()
    expect(findObstacle(sample, { forge: 'conversation' })).toBeUndefined()
    expect(findObstacle(sample, { forge: 'renegotiation' })).toMatch(/no renegotiation id/)
  })

  it.each([
    ['7', true],
    ['audioVideoRenegotiation', false],
    ['applicationSharingRenegotiation', false],
    ['audioVideoRenegotiation7', true],
  ])('tells whether renegotiations/%s has an id', (segment, expected) => {
    expect(findObstacle(withIds('192', segment), { forge: 'renegotiation' }) === undefined).toBe(expected)
  })

  it('finds none in other paths', () => {
    expect(findObstacle(new URL(`${ROOT}/dismiss/1`), { forge: 'application' })).toMatch(/no application id/)
    expect(findObstacle(new URL(`${ROOT}/applications/`), { forge: 'application' })).toMatch(
      /no application id/,
    )
    expect(findObstacle(new URL(`${ROOT}/applications`), { forge: 'application' })).toMatch(
      /no application id/,
    )
  })

  it.each([
    ['/ucwa/v1/renegotiations/7/dismiss', undefined],
    ['/renegotiations/7/Dismiss/', undefined],
    ['/renegotiations/audioVideoRenegotiation/dismiss', undefined],
    ['/renegotiations/audioVideoRenegotiation/7/dismiss', undefined],
    ['/renegotiations/dismiss', 'the link does not say where its renegotiation is'],
    ['/d/abc', 'the link does not say where its renegotiation is'],
  ])('knows the renegotiation of %s, or not', (path, expected) => {
    expect(findObstacle(new URL(`${ROOT}${path}`), { parent: true })).toBe(expected)
    expect(findObstacle(new URL(`${ROOT}${path}`), {})).toBeUndefined()
  })
})
