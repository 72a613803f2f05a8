import { BroadcastChannel } from 'node:worker_threads'
import { attachment, epic, feature, link, severity, story } from 'allure-js-commons'
import { describe, expect, test } from 'vitest'
import type { Exchange } from '../model/exchange.ts'
import type { Finding } from '../model/finding.ts'
import type { Area, Encoding, Requirement } from '../model/requirement.ts'
import { labelsFor, type SourceText } from './labels.ts'
import { CHANNEL, type Settled, type Wanted } from './messages.ts'

/** Cases of one test whose exchanges are attached to its Allure result. */
const MOST_ATTACHED = 5

declare module 'vitest' {
  interface TaskMeta {
    /** Verdict of each case, by id. */
    cases?: Record<string, string>
  }
}

function receiveFindings(area: string): Promise<readonly Finding[]> {
  return new Promise(resolve => {
    const channel = new BroadcastChannel(CHANNEL)
    channel.onmessage = event => {
      const message = (event as { data: Wanted | Settled }).data
      if (!('findings' in message) || message.area !== area) return
      channel.close()
      resolve(message.findings)
    }
    channel.postMessage({ want: area } satisfies Wanted)
  })
}

/** Encodings that a requirement speaks of; one on every answer or refusal has a single test. */
function encodingsOf(requirement: Requirement): readonly (Encoding | 'every')[] {
  if (!('cases' in requirement)) return ['every']
  const cases = requirement.cases.map(({ encoding }) => encoding)
  return [...new Set([...cases, ...(requirement.families ?? []).map(({ encoding }) => encoding)])]
}

function printable(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8').slice(0, 8192)
}

function formatExchange({ sent, answer, end, role }: Exchange): string {
  const lines = (headers: readonly (readonly [string, string])[]): string =>
    headers.map(([name, value]) => `${name}: ${value}`).join('\n')
  const request = `${sent.method} ${sent.target}\n${lines(sent.headers)}\n\n${printable(sent.body)}`
  const received =
    answer === null
      ? `(${end})`
      : `${answer.status} ${answer.reasonPhrase}\n${lines(answer.headers)}\n\n${printable(answer.body)}`
  return `${role}\n${request}\n\n${received}\n`
}

async function label(
  area: Area,
  requirement: Requirement,
  facts: Readonly<Record<string, SourceText>>,
): Promise<void> {
  const labels = labelsFor(requirement, area, facts)
  await epic(labels.epic)
  await feature(labels.feature)
  await story(labels.story)
  await severity(labels.severity)
  for (const { url, name } of labels.links) await link(url, name)
}

async function attach(findings: readonly Finding[]): Promise<void> {
  const [passing] = findings
  const broken = findings.filter(({ mismatches }) => mismatches.length > 0)
  const shown = broken.length > 0 ? broken : passing === undefined ? [] : [passing]
  for (const { caseId, exchanges } of shown.slice(0, MOST_ATTACHED)) {
    await attachment(caseId, exchanges.map(formatExchange).join('\n'), 'text/plain')
  }
}

function describeBroken({ caseId, mismatches, because }: Finding): string {
  const differences = mismatches.map(
    ({ what, expected, received }) => `${what}: expected ${expected}, received ${received}`,
  )
  return `${caseId}  ${[...differences, ...(because === undefined ? [] : [because])].join('; ')}`
}

/**
 * Makes one vitest test of each requirement and encoding of an area. The tests read findings that the main
 * process makes; their own result is for people and Allure, never read back as a verdict.
 */
export function registerTests(area: Area, facts: Readonly<Record<string, SourceText>>): void {
  let received: Promise<readonly Finding[]> | undefined
  describe(area.title, () => {
    for (const requirement of area.requirements) {
      for (const encoding of encodingsOf(requirement)) {
        test(`${requirement.id} ${requirement.level} ${requirement.title} (${encoding})`, async ({
          task,
          skip,
        }) => {
          received ??= receiveFindings(area.name)
          const findings = (await received).filter(
            finding =>
              finding.requirement === requirement.id &&
              (encoding === 'every' || finding.encoding === encoding),
          )
          task.meta.cases = Object.fromEntries(findings.map(({ caseId, verdict }) => [caseId, verdict]))
          await label(area, requirement, facts)
          await attach(findings)
          const skipped = findings.every(({ verdict }) => verdict === 'skipped')
          if (skipped) skip(findings[0]?.because ?? 'not tried')
          const broken = findings.filter(({ verdict }) => verdict === 'failed' || verdict === 'inconclusive')
          expect(broken.map(describeBroken)).toEqual([])
        })
      }
    }
  })
}
