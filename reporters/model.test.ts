import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Requirement } from '../engine/model/requirement.ts'
import {
  answer,
  area,
  broken,
  control,
  exchange,
  finding,
  input,
  json,
  requirement,
  requirementOnAnswers,
  skipped,
} from './fixtures/run.ts'
import { buildReport } from './model.ts'

describe('findings', () => {
  test('the same cause is one finding with a count, shown by its first case', () => {
    const cases = Array.from({ length: 2000 }, (_, index) => broken(`DIS-A-01/json/truncated-${index}`))
    const { findings, requirements } = buildReport(input([requirement('DIS-A-01')], cases))
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ caseId: 'DIS-A-01/json/truncated-0', count: 2000 })
    expect(findings[0]?.cases).toHaveLength(500)
    expect(requirements[0]?.cases).toEqual({ failed: 2000 })
  })

  test('another cause, another verdict and a known one are findings of their own, worst first', () => {
    const { findings } = buildReport(
      input(
        [requirement('DIS-A-01')],
        [
          finding('DIS-A-01/a'),
          broken('DIS-A-01/b'),
          broken('DIS-A-01/c', { key: 'other' }),
          skipped('DIS-A-01/d'),
        ],
      ),
    )
    expect(findings.map(({ caseId, verdict }) => [caseId, verdict])).toEqual([
      ['DIS-A-01/b', 'failed'],
      ['DIS-A-01/c', 'failed'],
      ['DIS-A-01/a', 'passed'],
      ['DIS-A-01/d', 'skipped'],
    ])
  })

  test('a finding told again with its final count replaces the first telling', () => {
    const { findings } = buildReport(
      input([requirement('DIS-A-01')], [broken('DIS-A-01/a'), broken('DIS-A-01/a', { count: 14 })]),
    )
    expect(findings.map(({ count }) => count)).toEqual([14])
  })

  test('observed outcomes that differ stay apart', () => {
    const observed = (caseId: string, observation: string) =>
      finding(caseId, { level: 'OBSERVE', verdict: 'observed', observation })
    const { findings, observations } = buildReport(
      input(
        [requirement('DIS-A-01', 'OBSERVE')],
        [observed('DIS-A-01/a', '204'), observed('DIS-A-01/b', '400')],
      ),
    )
    expect(findings).toHaveLength(2)
    expect(observations).toEqual({ 'DIS-A-01/a': '204', 'DIS-A-01/b': '400' })
  })

  test('observations are of written cases: not of families, not of every answer, not of what was skipped', () => {
    const arbitrary = fc.constant({ contentType: 'application/json', body: new Uint8Array() })
    const escapes = {
      name: 'json/escapes',
      encoding: 'json',
      arbitrary,
      row: 'R-01',
      expect: { allowed: [] },
    } as const
    const { observations } = buildReport(
      input(
        [
          { ...requirement('DIS-A-01'), families: [escapes] } as Requirement,
          requirementOnAnswers('DIS-B-01'),
        ],
        [
          finding('DIS-A-01/json/one'),
          finding('DIS-A-01/json/escapes', { count: 200 }),
          broken('DIS-A-01/json/escapes#17'),
          skipped('DIS-A-01/json/two'),
          finding('DIS-B-01/json', { count: 14 }),
        ],
      ),
    )
    expect(observations).toEqual({ 'DIS-A-01/json/one': '204' })
  })

  test('each carries what it needs to be seen again', () => {
    const sample = broken('DIS-A-01/json/escapes#17', {
      generated: { family: 'json/escapes', seed: 7, index: 17, path: '0:1' },
    })
    const { findings } = buildReport(input([requirement('DIS-A-01')], [sample]))
    expect(findings[0]?.reproduce).toMatchObject({
      replay: 'npx dismiss-conformance replay DIS-A-01/json/escapes#17',
      seed: 7,
      path: '0:1',
    })
    expect(findings[0]?.control).toBe('204')
  })
})

describe('requirements', () => {
  test('passing cases beside skipped ones are judged', () => {
    const { requirements, judged } = buildReport(
      input([requirement('DIS-A-01')], [finding('DIS-A-01/a'), skipped('DIS-A-01/b')]),
    )
    expect(requirements[0]).toMatchObject({ verdict: 'passed', cases: { passed: 1, skipped: 1 } })
    expect(judged.must).toEqual({ judged: 1, of: 1 })
  })

  test('the main cause of those not judged is told', () => {
    const { requirements } = buildReport(
      input(
        [requirement('DIS-A-01')],
        [
          skipped('DIS-A-01/a'),
          skipped('DIS-A-01/b', { cause: 'safety', because: 'Hostile.', key: 's' }),
          skipped('DIS-A-01/c', { cause: 'safety', because: 'Hostile.', key: 's' }),
        ],
      ),
    )
    expect(requirements[0]).toMatchObject({ verdict: 'skipped', cause: 'safety', because: 'Hostile.' })
  })

  test('one that no finding speaks of was not selected, or saw no answer it speaks about', () => {
    const { requirements, notJudged } = buildReport(
      input([requirement('DIS-A-01'), requirementOnAnswers('DIS-B-01')], []),
    )
    expect(requirements.map(({ cause }) => cause)).toEqual(['selection', 'capability'])
    expect(notJudged.map(({ obstacle }) => obstacle)).toEqual(['answers', 'selection'])
  })

  test('where nothing was selected, no answer was missed', () => {
    const left = skipped('DIS-A-01/a', { cause: 'selection', because: 'not selected' })
    const { notJudged } = buildReport(
      input([requirement('DIS-A-01'), requirementOnAnswers('DIS-B-01')], [left]),
    )
    expect(notJudged.map(({ obstacle }) => obstacle)).toEqual(['selection'])
  })

  test('sources come with page and link', () => {
    const { requirements } = buildReport(input([requirement('DIS-A-01')], []))
    expect(requirements[0]?.sources).toEqual([
      {
        fact: 'F-51',
        says: '17 generic errors can apply to any resource.',
        source: 'Generic synchronous errors § intro',
        url: 'https://docs.example/generic',
      },
    ])
  })

  test('a requirement is known only when all that fails in it is known', () => {
    const baseline = {
      entries: {
        catalogue: '2026.1',
        entries: [{ case: 'DIS-A-01/a', because: 't', expires: '2027-01-01' }],
      },
      today: '2026-02-01',
    }
    const known = buildReport(input([requirement('DIS-A-01')], [broken('DIS-A-01/a')], { baseline }))
    expect(known.requirements[0]?.flags).toEqual({ known: true })
    const both = [broken('DIS-A-01/a'), broken('DIS-A-01/b')]
    expect(buildReport(input([requirement('DIS-A-01')], both, { baseline })).requirements[0]?.flags).toEqual(
      {},
    )
  })
})

test('what was not judged is grouped by what stands in the way', () => {
  const capability = { cause: 'capability', because: 'Not offered.', key: 'c' } as const
  const { notJudged, judged } = buildReport(
    input(
      [
        requirement('DIS-A-01'),
        requirement('DIS-A-02', 'SHOULD'),
        requirement('DIS-B-01', 'MUST', { needs: ['otherUser'] }),
        requirement('DIS-B-02', 'MUST', { needs: ['scopedTokens'] }),
        requirement('DIS-C-01', 'MUST', { state: 'AlreadyExists' }),
        requirement('DIS-D-01', 'OBSERVE'),
      ],
      [
        skipped('DIS-A-01/a'),
        skipped('DIS-A-02/a', { level: 'SHOULD' }),
        skipped('DIS-B-01/a', capability),
        skipped('DIS-B-02/a', capability),
        skipped('DIS-C-01/a', capability),
        skipped('DIS-D-01/a', { level: 'OBSERVE' }),
      ],
    ),
  )
  expect(notJudged.map(({ obstacle, must, should }) => [obstacle, must, should])).toEqual([
    ['tokens', 2, 0],
    ['links', 1, 1],
    ['states', 1, 0],
  ])
  expect(judged).toEqual({ must: { judged: 0, of: 4 }, should: { judged: 0, of: 1 } })
})

describe('what the run does not prove', () => {
  const sentences = (generated: number, ...findings: Parameters<typeof input>[1]) => {
    const run = { ...input([], []).run, generated }
    return buildReport(input([requirement('DIS-A-01')], findings, { run })).doesNotProve.join('\n')
  }

  test('generated requests without failure leave the rule of three', () => {
    expect(sentences(2000, finding('DIS-A-01/a'))).toContain(
      '2,000 generated requests without a failure: with 95 % confidence fewer than 0.15 % of such requests fail.',
    )
  })

  test('that a sample failed is not forgotten where a written case failed in the same way', () => {
    const failed = (caseId: string) => finding(caseId, { verdict: 'failed', key: 'k' })
    expect(sentences(2000, failed('DIS-A-01/a'))).toContain('without a failure')
    expect(sentences(2000, failed('DIS-A-01/a'), failed('DIS-A-01/json/x#3'))).not.toContain(
      'without a failure',
    )
  })

  test('generated requests that met a dead link are owned up to', () => {
    const run = { ...input([], []).run, generated: 2000, gone: 7 }
    const { doesNotProve } = buildReport({ ...input([], []), run })
    expect(doesNotProve.join(' ')).toContain('7 generated requests met a link that was dead afterwards')
  })

  test('not with a generated failure, and not from a handful', () => {
    expect(sentences(2000, broken('DIS-A-01/json/x#3'))).not.toContain('95 %')
    expect(sentences(29, finding('DIS-A-01/a'))).not.toContain('95 %')
    expect(sentences(30, finding('DIS-A-01/a'))).toContain('fewer than 10 %')
  })

  test('what was not judged, and why', () => {
    expect(sentences(0, skipped('DIS-A-01/a'))).toContain('1 MUST not judged: more dismiss links are needed.')
  })

  test('codes that an intermediary kept to itself', () => {
    expect(sentences(0, finding('DIS-A-01/a', { answeredBy: 'intermediary' }))).toContain(
      'only a status: DIS-A-01.',
    )
    expect(sentences(0, finding('DIS-A-01/a'))).not.toContain('only a status')
  })

  test('failures that were set aside', () => {
    const rulings = { 'DIS-A-01': { treatAs: 'observe', because: 'ticket 7' } } as const
    const report = buildReport(input([requirement('DIS-A-01')], [broken('DIS-A-01/a')], { rulings }))
    expect(report.doesNotProve).toContain('1 failure set aside by baseline or ruling: DIS-A-01.')
  })
})

test('bodies are bounded for the eye and exact for a replay', () => {
  const long = json(`{"reason":"${'x'.repeat(100_000)}"}`)
  const report = buildReport(
    input(
      [requirement('DIS-A-01')],
      [broken('DIS-A-01/a', { exchanges: [exchange(long, answer(500, 'x')), control()] })],
    ),
  )
  const [shown] = report.findings[0]?.exchanges ?? []
  expect(shown?.sent.body).toMatchObject({ length: 100_013, cut: true })
  expect(shown?.sent.body.text).toHaveLength(8192)
  expect(shown?.spec.body?.encoding).toBe('gzip+base64')
})

test('two areas keep the order of the catalogue', () => {
  const areas = [
    area(requirement('DIS-B-01')),
    { name: 'auth', title: 'Tokens', requirements: [requirement('DIS-A-01')] },
  ]
  const report = buildReport({ ...input([], []), areas })
  expect(report.requirements.map(({ id, area: name }) => [id, name])).toEqual([
    ['DIS-B-01', 'media'],
    ['DIS-A-01', 'auth'],
  ])
})
