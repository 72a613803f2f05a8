import { describe, expect, it } from 'vitest'
import { findNear, suggest } from './near.ts'

const KNOWN = ['DIS-MEDIA-01', 'DIS-MEDIA-02', 'DIS-METHOD-02', 'success-is-200', 'version-ignored']

describe('near names', () => {
  it.each([
    ['a letter left out', 'DIS-MEDA-02', 'DIS-MEDIA-02'],
    ['another letter case', 'dis-method-02', 'DIS-METHOD-02'],
    ['letters exchanged', 'sucess-si-200', 'success-is-200'],
    ['words exchanged', 'ignored-version', 'version-ignored'],
  ])('forgive %s', (_, name, meant) => {
    expect(findNear(name, KNOWN)[0]).toBe(meant)
  })

  it('are none where nothing is alike', () => {
    expect(findNear('frobnicate', KNOWN)).toEqual([])
    expect(suggest('x', KNOWN)).toBe('')
  })

  it('are suggested in words', () => {
    expect(suggest('sucess-is-200', KNOWN)).toBe(' (did you mean success-is-200?)')
    expect(suggest('DIS-MEDIA', KNOWN)).toBe(' (did you mean DIS-MEDIA-01, DIS-MEDIA-02 or DIS-METHOD-02?)')
  })
})
