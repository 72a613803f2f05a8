import { DEFAULT_FOLDER, type RunFlags } from '../run-options.ts'

/** Links that a replay line names: it sends a case three times. */
const MOST_LINKS = 3

/** What leads `replay` to the report and the target of this run; a token that was written out is not repeated. */
export function replayOptionsOf({ out, profile, urls, token = '', reusable }: RunFlags): readonly string[] {
  const source = /^(env:|@|-$)/.test(token) ? token : '$TOKEN'
  return [
    ...(out === DEFAULT_FOLDER ? [] : ['--report', out]),
    ...(profile === undefined ? [] : ['--profile', profile]),
    ...urls.slice(0, MOST_LINKS).flatMap(url => ['--url', url]),
    ...(urls.length === 0 ? [] : ['--token', source]),
    ...(reusable ? ['--reusable'] : []),
  ]
}
