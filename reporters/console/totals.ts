import type { Level } from '../../engine/model/requirement.ts'
import type { NotJudged, Obstacle, Report } from '../report.ts'
import { countOf, formatDuration } from '../text.ts'
import { VERDICTS } from '../verdict.ts'
import { type Colors, paint } from './paint.ts'

/** The encodings that were used, from the case ids. */
function describeEncodings({ observations }: Report): string {
  const ids = Object.keys(observations)
  const used = (['json', 'xml'] as const).filter(name => ids.some(id => id.split('/').includes(name)))
  return used.map(name => name.toUpperCase()).join(' + ')
}

/** What was done, on one line. */
export function formatFacts(report: Report): string {
  const { run, requirements } = report
  const encodings = describeEncodings(report)
  return [
    countOf(requirements.length, 'requirement'),
    ...(encodings === '' ? [] : [encodings]),
    countOf(run.requests, 'request'),
    formatDuration(run.durationMs),
    `seed ${run.seed}`,
    ...(run.shard === undefined ? [] : [`shard ${run.shard}`]),
  ].join(' · ')
}

/** How many requirements of each level got which verdict, on one line. */
export function formatTotals({ totals }: Report, colors: Colors): string {
  return (['MUST', 'SHOULD', 'OBSERVE'] as const satisfies readonly Level[])
    .map(level => {
      const counts = VERDICTS.flatMap(verdict => {
        const count = totals[level][verdict]
        return count === undefined ? [] : [paint(verdict, `${count} ${verdict}`, colors)]
      })
      return `${level} ${counts.length === 0 ? 'none' : counts.join(', ')}`
    })
    .join('   ')
}

/** What the target would have to offer, to one requirement and to several. */
const NEEDED: Partial<Readonly<Record<Obstacle, readonly [one: string, several: string]>>> = {
  links: ['another link', 'more links'],
  tokens: ['a token', 'tokens'],
  states: ['a state', 'states'],
  effects: ['links that die', 'links that die'],
  deployment: ['an on-premises pool', 'an on-premises pool'],
}

const OTHER: Partial<Readonly<Record<Obstacle, string>>> = {
  inconclusive: 'inconclusive',
  answers: 'saw no such answer',
  selection: 'not selected',
  safety: 'not sent without leave',
  budget: 'out of budget',
  interrupted: 'interrupted',
}

/** `42 not judged: 30 need more links, 8 tokens → run --check`. */
export function formatNotJudged(notJudged: readonly NotJudged[]): readonly string[] {
  const musts = notJudged.filter(({ must }) => must > 0)
  if (musts.length === 0) return []
  const total = musts.reduce((sum, { must }) => sum + must, 0)
  const needed = musts.filter(({ obstacle }) => obstacle in NEEDED)
  const words = [
    ...needed.map(
      ({ obstacle, must }, index) =>
        `${must} ${index > 0 ? '' : must === 1 ? 'needs ' : 'need '}${NEEDED[obstacle]?.[must === 1 ? 0 : 1]}`,
    ),
    ...musts
      .filter(entry => !needed.includes(entry))
      .map(({ obstacle, must }) => `${must} ${OTHER[obstacle]}`),
  ]
  return [`${total} not judged: ${words.join(', ')}${needed.length > 0 ? ' → run --check' : ''}`]
}
