import { describe, expect, it } from 'vitest'
import type { Limits } from '../model/target.ts'
import { computeLimits, isRemote } from './limits.ts'

const GENTLE: Limits = {
  rate: 20,
  concurrency: 4,
  maxRequests: 500,
  maxTimeMs: Number.POSITIVE_INFINITY,
  hostile: false,
  campaign: false,
}
const FREE: Limits = {
  rate: Number.POSITIVE_INFINITY,
  concurrency: 32,
  maxRequests: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  hostile: true,
  campaign: true,
}

describe('isRemote', () => {
  it.each([
    'http://localhost',
    'https://LOCALHOST:8443/x',
    'http://127.0.0.1:80',
    'http://127.255.255.254',
    'http://[::1]:8080',
  ])('%s is loopback', url => {
    expect(isRemote(new URL(url))).toBe(false)
  })

  it.each([
    'https://fe1.contoso.com',
    'http://localhost.contoso.com',
    'http://notlocalhost',
    'http://127.0.0.1.contoso.com',
    'http://128.0.0.1',
    'http://126.255.255.255',
    'http://0.0.0.0',
    'http://[::2]',
    'http://[::ffff:127.0.0.1]',
    'http://10.0.0.1',
  ])('%s is remote', url => {
    expect(isRemote(new URL(url))).toBe(true)
  })
})

describe('computeLimits', () => {
  it('is free on loopback and gentle elsewhere', () => {
    expect(computeLimits({ remote: false })).toEqual(FREE)
    expect(computeLimits({ remote: true })).toEqual(GENTLE)
  })

  it('lifts the defaults of a remote target with full', () => {
    expect(computeLimits({ remote: true, flags: { full: true } })).toEqual(FREE)
  })

  it('keeps what the profile says under full', () => {
    const safety = { rate: 10, hostile: false }
    expect(computeLimits({ remote: true, safety, flags: { full: true } })).toEqual({
      ...FREE,
      rate: 10,
      hostile: false,
    })
  })

  it('bounds loopback, profile and full with safe', () => {
    const safety = { rate: 100, concurrency: 2, maxRequests: 9000, hostile: true }
    expect(computeLimits({ remote: false, flags: { safe: true } })).toEqual(GENTLE)
    expect(computeLimits({ remote: true, flags: { safe: true, full: true } })).toEqual(GENTLE)
    expect(computeLimits({ remote: true, safety, flags: { safe: true } })).toEqual({
      ...GENTLE,
      concurrency: 2,
    })
  })

  it('lets a profile lift a remote default, key by key', () => {
    expect(computeLimits({ remote: true, safety: { rate: 100, hostile: true } })).toEqual({
      ...GENTLE,
      rate: 100,
      hostile: true,
    })
  })

  it('allows the campaign on a remote target above 500 requests of the profile', () => {
    expect(computeLimits({ remote: true, safety: { maxRequests: 500 } }).campaign).toBe(false)
    expect(computeLimits({ remote: true, safety: { maxRequests: 501 } }).campaign).toBe(true)
    expect(computeLimits({ remote: true, flags: { maxRequests: 501 } }).campaign).toBe(false)
  })

  it.each([
    { profile: 50, flag: 30, remote: true, rate: 30 },
    { profile: 30, flag: 50, remote: true, rate: 30 },
    { profile: undefined, flag: 19, remote: true, rate: 19 },
    { profile: undefined, flag: 21, remote: true, rate: 20 },
    { profile: undefined, flag: 50, remote: false, rate: 50 },
    { profile: 30, flag: 50, remote: false, rate: 30 },
  ])('takes the stricter of flag and profile: $profile, $flag, remote $remote', row => {
    const safety = row.profile === undefined ? {} : { rate: row.profile }
    expect(computeLimits({ remote: row.remote, safety, flags: { rate: row.flag } }).rate).toBe(row.rate)
  })

  it('counts more connections on loopback only where they are asked for', () => {
    expect(computeLimits({ remote: false, flags: { concurrency: 64 } }).concurrency).toBe(64)
    expect(computeLimits({ remote: true, flags: { concurrency: 64 } }).concurrency).toBe(4)
  })

  it('takes the shorter time, in milliseconds', () => {
    expect(computeLimits({ remote: false, safety: { maxTime: 60 }, flags: { maxTime: 5 } }).maxTimeMs).toBe(
      5000,
    )
    expect(computeLimits({ remote: true, safety: { maxTime: 60 } }).maxTimeMs).toBe(60_000)
  })
})
