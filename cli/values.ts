import { randomInt } from 'node:crypto'
import { UsageError } from './errors.ts'

/** Reads the text after an option; throws a `UsageError` that names the option. */
type Reader<Value> = (text: string) => Value

/** This run's share, counted from 1. */
export interface Shard {
  readonly index: number
  readonly of: number
}

const MAX_SEED = 2 ** 32 - 1
const MAX_SHARDS = 1000

/** A week; longer is a slip of the hand. */
const MAX_SECONDS = 7 * 24 * 60 * 60

const SECONDS_PER_UNIT: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

function refuse(flag: string, wanted: string, text: string): never {
  throw new UsageError(`${flag} must be ${wanted}, not ${JSON.stringify(text)}`)
}

/** `1,000,000` in place of 1000000: no one counts zeros. */
const formatBound = (value: number): string => value.toLocaleString('en-US')

/** A whole number within bounds, both included. */
export function readInteger(flag: string, least: number, most: number): Reader<number> {
  return text => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
    if (value >= least && value <= most) return value
    return refuse(flag, `a whole number from ${formatBound(least)} to ${formatBound(most)}`, text)
  }
}

/** A number above 0, a decimal fraction perhaps. */
export function readPositive(flag: string, most: number): Reader<number> {
  return text => {
    const value = /^\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : Number.NaN
    return value > 0 && value <= most
      ? value
      : refuse(flag, `a number above 0, up to ${formatBound(most)}`, text)
  }
}

/** Seconds, out of `90`, `90s`, `5m` or `1h`. */
export function readDuration(flag: string): Reader<number> {
  return text => {
    const [, number, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)([smh])?$/.exec(text) ?? []
    const seconds = Number(number) * (SECONDS_PER_UNIT[unit] ?? 1)
    if (seconds > 0 && seconds <= MAX_SECONDS) return seconds
    return refuse(flag, 'a time such as 90, 90s, 5m or 1h, at most a week', text)
  }
}

/** A seed of 32 bits, or `random` for one that is drawn now. */
export function readSeed(flag: string): Reader<number> {
  const read = readInteger(flag, 0, MAX_SEED)
  return text => {
    if (text === 'random') return randomInt(MAX_SEED + 1)
    return /^\d+$/.test(text) ? read(text) : refuse(flag, 'a whole number or the word random', text)
  }
}

/** `I/N`: the I-th of N shards. */
export function readShard(flag: string): Reader<Shard> {
  return text => {
    const [, index, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
    if (index !== undefined && of !== undefined && index >= 1 && index <= of && of <= MAX_SHARDS) {
      return { index, of }
    }
    return refuse(flag, `I/N with I from 1 to N and N up to ${formatBound(MAX_SHARDS)}, such as 2/4`, text)
  }
}

/** Any text but an empty one. */
export function readText(flag: string): Reader<string> {
  return text => {
    if (text.trim() === '') throw new UsageError(`${flag} must not be empty`)
    return text
  }
}

/** Several texts, one for each time the option is given. */
export function collectText(flag: string): (text: string, before?: readonly string[]) => readonly string[] {
  const read = readText(flag)
  return (text, before = []) => [...before, read(text)]
}

/** One of a few words. */
export function readWord<Word extends string>(flag: string, words: readonly Word[]): Reader<Word> {
  return text => words.find(word => word === text) ?? refuse(flag, words.join(' or '), text)
}

/** Words with commas between them, each counted once. */
export function readWords<Word extends string>(
  flag: string,
  words: readonly Word[],
): Reader<readonly Word[]> {
  return text => {
    const given = text.split(',').map(part => part.trim())
    const read = given.map(
      part => words.find(word => word === part) ?? refuse(flag, `a list of ${words.join(', ')}`, part),
    )
    return [...new Set(read)]
  }
}
