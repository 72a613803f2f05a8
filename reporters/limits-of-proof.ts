import type { NotJudged, ReportFinding, Run } from './report.ts'
import { countOf } from './text.ts'
import { isSetAside } from './verdict.ts'

/** Upper 95 % confidence bound of a rate of which n samples showed none: 3/n ("rule of three"). */
const RULE_OF_THREE = 3

/** Below this many samples the bound says nothing worth reading. */
const FEWEST_SAMPLES = 30

function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** `14 MUST and 6 SHOULD not judged: …` */
export function describeNotJudged({ must, should, words }: NotJudged): string {
  const counts = [...(must > 0 ? [`${must} MUST`] : []), ...(should > 0 ? [`${should} SHOULD`] : [])]
  return `${joinWords(counts)} not judged: ${words}.`
}

/** Samples are numbered, `DIS-INPUT-03/json/malformed#17`; a finding may hold written cases beside them. */
function isGenerated(caseId: string): boolean {
  return caseId.includes('#')
}

function describeGenerated(generated: number, findings: readonly ReportFinding[]): readonly string[] {
  const isBroken = findings.some(
    ({ verdict, cases }) => (verdict === 'failed' || verdict === 'warned') && cases.some(isGenerated),
  )
  if (generated < FEWEST_SAMPLES || isBroken) return []
  const percent = (100 * RULE_OF_THREE) / generated
  const rate = percent >= 1 ? percent.toFixed(0) : percent.toPrecision(2)
  return [
    `${countOf(generated, 'generated request')} without a failure: with 95 % confidence fewer than ${rate} % ` +
      'of such requests fail. That is no proof that none does.',
  ]
}

function describeGone(gone: number): readonly string[] {
  if (gone === 0) return []
  return [
    `${countOf(gone, 'generated request')} met a link that was dead afterwards (404, 409, 410) and went out again on ` +
      'another: whether the link was dead before, or died of the request, one answer cannot tell.',
  ]
}

/** S-77: of an error that is not UCWA's own the status is all there is to judge. */
function describeForeign(findings: readonly ReportFinding[]): readonly string[] {
  const foreign = findings.filter(
    ({ verdict, answeredBy }) => verdict === 'passed' && answeredBy === 'intermediary',
  )
  if (foreign.length === 0) return []
  const ids = [...new Set(foreign.map(({ requirement }) => requirement))]
  return [
    `Not UCWA but an intermediary answered, so that no code was seen, only a status: ${ids.join(', ')}.`,
  ]
}

function describeSetAside(findings: readonly ReportFinding[]): readonly string[] {
  const aside = findings.filter(finding => finding.verdict === 'failed' && isSetAside(finding))
  if (aside.length === 0) return []
  const ids = [...new Set(aside.map(({ requirement }) => requirement))]
  return [`${countOf(ids.length, 'failure')} set aside by baseline or ruling: ${ids.join(', ')}.`]
}

/** What a reader must not conclude from the run, one sentence each. */
export function describeLimits(
  notJudged: readonly NotJudged[],
  findings: readonly ReportFinding[],
  run: Run,
): readonly string[] {
  return [
    ...(run.interrupted ? ['The run was interrupted: what came after was not tried.'] : []),
    ...notJudged.map(describeNotJudged),
    ...describeForeign(findings),
    ...describeSetAside(findings),
    ...describeGenerated(run.generated, findings),
    ...describeGone(run.gone ?? 0),
    'A passed requirement held in the cases that were sent, on the day they were sent.',
    'OBSERVE requirements are recorded, never judged: the docs leave them open.',
  ]
}
