import type { Limits } from '../model/target.ts'

/** `safety` of a profile. */
export interface Safety {
  readonly rate?: number
  readonly concurrency?: number
  readonly maxRequests?: number
  /** Seconds. */
  readonly maxTime?: number
  readonly hostile?: boolean
}

/** Options of `run` that bear on how much is sent. */
export interface SafetyFlags extends Omit<Safety, 'hostile'> {
  /** Treats a loopback target as gently as a remote one. */
  readonly safe?: boolean
  /** Lifts the defaults of a remote target. */
  readonly full?: boolean
}

// 32 connections keep a warm pool of undici busy on two cores; 64 gained nothing when measured.
const LOOPBACK_DEFAULTS: Limits = {
  rate: Number.POSITIVE_INFINITY,
  concurrency: 32,
  maxRequests: Number.POSITIVE_INFINITY,
  maxTimeMs: Number.POSITIVE_INFINITY,
  hostile: true,
  campaign: true,
}

const REMOTE_DEFAULTS: Limits = {
  rate: 20,
  concurrency: 4,
  maxRequests: 500,
  maxTimeMs: Number.POSITIVE_INFINITY,
  hostile: false,
  campaign: false,
}

function computeStrictest(...limits: readonly (number | undefined)[]): number {
  return Math.min(...limits.filter(limit => limit !== undefined))
}

/**
 * Whether requests to this URL may burden somebody else: its host is not written as localhost, 127.0.0.0/8
 * or [::1]. No name is looked up, so another name for this machine counts as remote.
 */
export function isRemote(url: URL): boolean {
  const { hostname } = url
  return hostname !== 'localhost' && hostname !== '[::1]' && !/^127\.\d+\.\d+\.\d+$/.test(hostname)
}

/**
 * What may be sent. On a remote target a key of the profile's `safety` takes the place of its default, upwards
 * too, and an option of the command line only lowers; `full` lifts the defaults that the profile leaves
 * standing. On loopback both may also raise. Where both speak, the stricter wins; `safe` bounds all and wins
 * over `full`.
 */
export function computeLimits(given: {
  readonly remote: boolean
  readonly safety?: Safety
  readonly flags?: SafetyFlags
}): Limits {
  const { remote, safety = {}, flags = {} } = given
  const gentle = flags.safe === true || (remote && flags.full !== true)
  const defaults = gentle ? REMOTE_DEFAULTS : LOOPBACK_DEFAULTS

  const compute = (name: 'rate' | 'concurrency' | 'maxRequests'): number => {
    const declared = safety[name] ?? (gentle ? defaults[name] : undefined)
    if (declared === undefined && flags[name] === undefined) return defaults[name]
    return computeStrictest(declared, flags[name], flags.safe ? defaults[name] : undefined)
  }

  return {
    rate: compute('rate'),
    concurrency: compute('concurrency'),
    maxRequests: compute('maxRequests'),
    maxTimeMs: computeStrictest(safety.maxTime, flags.maxTime) * 1000,
    hostile: !flags.safe && (safety.hostile ?? defaults.hostile),
    campaign: !flags.safe && (defaults.campaign || (safety.maxRequests ?? 0) > defaults.maxRequests),
  }
}
