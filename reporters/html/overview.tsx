import type { JSX } from 'preact'
import type { Level } from '../../engine/model/requirement.ts'
import { describeNotJudged } from '../limits-of-proof.ts'
import type { NotJudged, Report, RunVerdict } from '../report.ts'
import { showLine } from '../text.ts'
import { VERDICTS } from '../verdict.ts'
import { capitalise, MARKS, Prose } from './parts.tsx'

const HEADLINES: Readonly<Record<RunVerdict, { mark: string; word: string }>> = {
  conformant: { mark: '✓', word: 'Conformant' },
  partial: { mark: '◐', word: 'Partial' },
  nonconformant: { mark: '✗', word: 'Not conformant' },
  inconclusive: { mark: '?', word: 'Inconclusive' },
}

const LEVELS = ['MUST', 'SHOULD', 'OBSERVE'] as const satisfies readonly Level[]

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  MUST: 'the docs leave no choice',
  SHOULD: 'the docs point one way',
  OBSERVE: 'recorded, not judged',
}

/** The verdict in one sentence, its denominator included. */
function describeOutcome({ totals, judged }: Report): string {
  const { must } = judged
  const broken = [
    ...(totals.MUST.failed ? [`${totals.MUST.failed} MUST failed`] : []),
    ...(totals.SHOULD.warned ? [`${totals.SHOULD.warned} SHOULD not met`] : []),
  ].join(', ')
  const denominator =
    must.judged === must.of ? `all ${must.of} MUST judged` : `${must.judged} of ${must.of} MUST judged`
  return capitalise(broken === '' ? `${denominator}, none broken.` : `${broken}; ${denominator}.`)
}

function Meter({ report, level }: { report: Report; level: Level }): JSX.Element {
  const counts = VERDICTS.flatMap(verdict => {
    const count = report.totals[level][verdict]
    return count === undefined ? [] : [{ verdict, count }]
  })
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <div class="meter">
      <div class="meter-head">
        <b>{level}</b> <span class="quiet">{LEVEL_WORDS[level]}</span>
      </div>
      <div class="bar" aria-hidden="true">
        {counts.map(({ verdict, count }) => (
          <span class={verdict} style={`flex-grow:${count}`}></span>
        ))}
      </div>
      <ul class="legend">
        {counts.map(({ verdict, count }) => (
          <li class={verdict}>
            <span aria-hidden="true">{MARKS[verdict]}</span> <b>{count}</b> {verdict}
          </li>
        ))}
        <li class="quiet">of {total}</li>
      </ul>
    </div>
  )
}

function describeCounts({ must, should }: NotJudged): string {
  return [...(must > 0 ? [`${must} MUST`] : []), ...(should > 0 ? [`${should} SHOULD`] : [])].join(', ')
}

function NotJudgedList({ notJudged }: Report): JSX.Element {
  if (notJudged.length === 0) return <p>Every MUST and SHOULD requirement was judged.</p>
  return (
    <dl class="reasons">
      {notJudged.map(entry => (
        <div>
          <dt>{describeCounts(entry)}</dt>
          <dd>{entry.words}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The first screen: verdict, denominator, totals, what was not judged, what the run does not prove. */
export function Overview({ report }: { report: Report }): JSX.Element {
  const { verdict, target, run, suite, exit, doesNotProve, notJudged } = report
  const besides = new Set(notJudged.map(describeNotJudged))
  const limits = doesNotProve.filter(sentence => !besides.has(sentence))
  const { mark, word } = HEADLINES[verdict]
  return (
    <header>
      <p class="eyebrow">UCWA dismiss · conformance report</p>
      <h1>{showLine(target.name)}</h1>
      <p class="quiet where">
        <code>{showLine(target.baseUrl)}</code> ·{' '}
        <time>{run.startedAt.slice(0, 16).replace('T', ' ')} UTC</time> · catalogue {suite.catalogue}
      </p>
      <section class={`verdict ${verdict}`}>
        <span class="verdict-mark" aria-hidden="true">
          {mark}
        </span>
        <div>
          <p class="verdict-word">{word}</p>
          <p class="verdict-sentence">{describeOutcome(report)}</p>
          {exit.code !== 0 && (
            <p class="quiet small">
              exit code {exit.code}: {showLine(exit.reason)}
            </p>
          )}
        </div>
      </section>
      <section class="meters">
        {LEVELS.map(level => (
          <Meter report={report} level={level} />
        ))}
      </section>
      <section class="columns">
        <div>
          <h2>Not judged, and why</h2>
          <NotJudgedList {...report} />
        </div>
        <div>
          <h2>What this run does not prove</h2>
          <ul class="limits">
            {limits.map(sentence => (
              <li>
                <Prose text={sentence} />
              </li>
            ))}
          </ul>
        </div>
      </section>
    </header>
  )
}
