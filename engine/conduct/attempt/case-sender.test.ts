import { describe, expect, it } from 'vitest'
import type { Case } from '../../model/requirement.ts'
import type { Link } from '../../model/target.ts'
import { conforming, createTestTarget } from '../test-target.ts'
import { createCaseSender } from './case-sender.ts'
import { createPatience } from './patience.ts'

const link: Link = { url: new URL('http://127.0.0.1/dismiss/1') }
const twice: Case = { id: 'A/json/a', encoding: 'json', steps: [{ request: {} }, { request: {} }] }

/** The quiet times asked for, in milliseconds, while `send` is under way; undefined is the usual one. */
async function quietTimes(
  remote: boolean,
  send: (caseSender: ReturnType<typeof createCaseSender>) => Promise<unknown>,
): Promise<readonly (number | undefined)[]> {
  const asked: (number | undefined)[] = []
  const target = createTestTarget(conforming)
  const sender = {
    ...target.sender,
    open: (quietMs?: number) => {
      asked.push(quietMs)
      return target.sender.open(quietMs)
    },
  }
  const patience = createPatience(new AbortController().signal, () => undefined)
  await send(createCaseSender({ ...target, remote, sender }, patience))
  return asked
}

describe('how long a connection is listened to behind an answer', () => {
  it.each([
    [false, [5]],
    [true, [undefined]],
  ])('controls (remote: %s): %j', async (remote, expected) => {
    const times = quietTimes(remote, caseSender => caseSender.control('A/json/a', {}, link, 0, 'wire'))
    expect(await times).toEqual(expected)
  })

  it.each([
    [false, undefined, [undefined, undefined]],
    [false, 'first', [5, 5]],
    [false, 'last', [undefined, undefined]],
    [true, 'first', [undefined, undefined]],
  ] as const)('steps of a case (remote: %s, alone: %s): %j', async (remote, alone, expected) => {
    const probed = alone === undefined ? twice : { ...twice, alone }
    expect(await quietTimes(remote, caseSender => caseSender.deliver(probed, [link], 'wire'))).toEqual(
      expected,
    )
  })
})
