import { bundleCases, isProbing } from '../../engine/conduct/bundle.ts'
import { conductRun } from '../../engine/conduct/run.ts'
import type { Area } from '../../engine/model/requirement.ts'
import { openTarget } from '../../engine/target/open.ts'
import { parseProfile } from '../../engine/target/profile.ts'
import { quirks } from '../../reference/catalogue.ts'
import { startReferenceServer } from '../../reference/server.ts'
import type { Report } from '../../reporters/report.ts'
import { countOf, showLine } from '../../reporters/text.ts'
import { catalogue } from '../../suites/catalogue.ts'

/** How far the reference server can be made to behave like the server of a report. */
export interface Likeness {
  /** The server that is imitated. */
  readonly name: string
  /** The quirks that bring it nearer, in the order of how much. */
  readonly quirks: readonly string[]
  /** Observations that were compared. */
  readonly compared: number
  /** Those in which the reference server differed by itself. */
  readonly different: number
  /** Those in which it still differs. */
  readonly remaining: readonly { readonly caseId: string; readonly wanted: string; readonly shown: string }[]
}

/** What is read of a report. */
type Imitable = Pick<Report, 'observations'> & { readonly target: Pick<Report['target'], 'name'> }

/** What a server did, by case id. */
type Observations = ReadonlyMap<string, string>

/** With more, trying every quirk takes minutes. */
const MOST_TRIED = 60

/** Servers that are tried at the same time: they wait more than they work. */
const AT_A_TIME = 8

const LISTED = 20

/** The first case of each request in the report, hostile ones aside. */
function listComparable({ observations }: Imitable): Observations {
  const bundles = bundleCases(catalogue, id => (observations[id] ?? '') !== '')
  const cases = bundles.map(({ lead }) => lead).filter(({ hostile }) => !hostile)
  return new Map(cases.map(({ id }) => [id, observations[id] ?? '']))
}

/** The catalogue without everything else: no other case, no family, no look at every answer. */
function restrict(cases: ReadonlySet<string>): readonly Area[] {
  return catalogue.map(area => ({
    ...area,
    requirements: area.requirements.filter(isProbing).map(({ families: _, ...requirement }) => ({
      ...requirement,
      cases: requirement.cases.filter(({ id }) => cases.has(id)),
    })),
  }))
}

/** Tries the cases on a reference server of its own. */
async function observe(
  ids: readonly string[],
  cases: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<Observations> {
  const server = await startReferenceServer({ with: ids })
  const target = await openTarget(parseProfile(JSON.stringify(server.profile), 'reference.json'))
  const seen = new Map<string, string>()
  try {
    await conductRun({
      areas: restrict(cases),
      target,
      seed: 1,
      generated: 0,
      selects: () => true,
      signal,
      onFinding: ({ caseId, observation }) => {
        if (observation !== '') seen.set(caseId, observation)
      },
    })
  } finally {
    await target.close()
    await server.close()
  }
  return seen
}

/** One case for each way in which a requirement differs: the others go with it. */
function pickExamples(different: readonly (readonly [string, string])[], before: Observations): Observations {
  const examples = new Map(
    different.map(([id, wanted]) => [
      `${id.split('/', 1)} ${before.get(id)} ${wanted}`,
      [id, wanted] as const,
    ]),
  )
  return new Map([...examples.values()].slice(0, MOST_TRIED))
}

/** The cases in which each quirk, put on alone, does what is wanted. */
async function tryQuirks(
  alreadyOn: readonly string[],
  wanted: Observations,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const wins = new Map<string, ReadonlySet<string>>()
  const left = quirks.map(({ id }) => id).filter(id => !alreadyOn.includes(id))
  const worker = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && !signal.aborted; id = left.shift()) {
      const seen = await observe([...alreadyOn, id], new Set(wanted.keys()), signal)
      const won = [...wanted].filter(([one, observation]) => seen.get(one) === observation)
      wins.set(id, new Set(won.map(([one]) => one)))
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  // In the order of the catalogue, so that the same report brings the same quirks.
  return new Map(quirks.flatMap(({ id }) => (wins.has(id) ? [[id, wins.get(id) ?? new Set()]] : [])))
}

/** Chooses quirks one by one, each the one that wins most of what is still open. */
function chooseQuirks(wins: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const open = new Set([...wins.values()].flatMap(cases => [...cases]))
  const chosen: string[] = []
  while (open.size > 0) {
    const [best] = [...wins]
      .map(([id, cases]) => ({ id, cases, gain: [...cases].filter(one => open.has(one)).length }))
      .sort((one, other) => other.gain - one.gain)
    if (best === undefined || best.gain === 0) break
    chosen.push(best.id)
    for (const one of best.cases) open.delete(one)
  }
  return chosen
}

/**
 * Finds the quirks with which the reference server does what the report's server did, by trying each of them.
 * `alreadyOn` stay on. Takes some seconds.
 */
export async function imitate(
  report: Imitable,
  alreadyOn: readonly string[],
  signal: AbortSignal,
): Promise<Likeness> {
  const wanted = listComparable(report)
  const before = await observe(alreadyOn, new Set(wanted.keys()), signal)
  const compared = [...wanted].filter(([id]) => before.has(id))
  const different = compared.filter(([id, observation]) => before.get(id) !== observation)
  const examples = pickExamples(different, before)
  const chosen = examples.size === 0 ? [] : chooseQuirks(await tryQuirks(alreadyOn, examples, signal))
  const after = await observe([...alreadyOn, ...chosen], new Set(compared.map(([id]) => id)), signal)
  return {
    name: report.target.name,
    quirks: chosen,
    compared: compared.length,
    different: different.length,
    remaining: compared
      .filter(([id, observation]) => after.get(id) !== observation)
      .map(([caseId, observation]) => ({
        caseId,
        wanted: observation,
        shown: after.get(caseId) ?? 'nothing',
      })),
  }
}

/** What was imitated, and what was not. */
export function describeLikeness({ name, quirks: chosen, compared, different, remaining }: Likeness): string {
  const shown = remaining
    .slice(0, LISTED)
    .map(({ caseId, wanted, shown: got }) => `  ${caseId}: ${showLine(wanted)} there, ${showLine(got)} here`)
  const more = remaining.length - shown.length
  return `${[
    `like ${showLine(name)}: ${countOf(compared, 'observation')} compared, ${different} differed by themselves`,
    chosen.length === 0 ? 'no quirk brings it nearer' : `quirks put on: ${chosen.join(', ')}`,
    remaining.length === 0 ? 'all are imitated' : `${remaining.length} not imitated:`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ].join('\n')}\n`
}
