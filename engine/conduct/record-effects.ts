import { isAccepted, isGone } from '../judge/acceptance.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Mismatch } from '../model/mismatch.ts'
import type { Step } from '../model/requirement.ts'
import type { Bundle } from './bundle.ts'
import type { Reading } from './reading.ts'
import type { RunState } from './state.ts'
import { allowsAcceptance } from './steps.ts'

/** True where a request that may be accepted met a link that was dead already: it has no part in that. */
function cameTooLate(step: Step | undefined, probe: Exchange): boolean {
  return step !== undefined && allowsAcceptance(step) && isGone(probe)
}

/** True where another refusal on the link, whose effect is no MUST, may as well have ended it. */
function sharesBlame(state: RunState, probe: Exchange, probes: readonly Exchange[]): boolean {
  return probes.some(({ link, spec }) => {
    if (link !== probe.link || spec === probe.spec) return false
    const other = state.effectRequirements.find(one => one.afterRefusalOf(spec))
    return other !== undefined && other.level !== 'MUST'
  })
}

/** A refusal that took effect: `control` met a link that was gone. */
export function describeEffect(probe: Exchange, control: Exchange): Mismatch {
  const refusal = `answered ${probe.answer?.status ?? probe.end}`
  const after = control.answer?.status ?? control.end
  return {
    what: 'effect',
    expected: 'none: the link stays live for a valid request',
    received: `${refusal}, and then the link takes no valid request (${after})`,
  }
}

/** Records what the controls showed about the effect of each refusal. */
export function recordEffects(state: RunState, bundle: Bundle, readings: readonly Reading[]): void {
  if (bundle.lead.control === false || !state.seesEffects) return
  for (const { judgeable } of readings) {
    const { probes, controls } = judgeable.attempt
    for (const [index, probe] of probes.entries()) {
      // What was accepted was not refused: of GET or `Post` that is judged elsewhere (S-03, S-85).
      if (isAccepted(probe) || probe.answer === null) continue
      if (cameTooLate(bundle.lead.steps[index], probe)) continue
      const control = controls.find(one => one.link === probe.link)
      const requirement = state.effectRequirements.find(one => one.afterRefusalOf(probe.spec))
      if (control === undefined || requirement === undefined) continue
      if (isAccepted(control)) {
        state.effects.held(requirement, bundle.lead.encoding, probe)
      } else if (judgeable.effect !== undefined) {
        if (requirement.level === 'MUST' && sharesBlame(state, probe, probes)) continue
        const finding = state.effects.broken(
          requirement,
          bundle.lead.encoding,
          bundle.lead.id,
          [describeEffect(probe, control)],
          [probe, control],
          judgeable.effect,
        )
        if (finding !== undefined) state.emit(finding)
      }
    }
  }
}
