import { chooseFaults, reproduceFault } from './reproduce.ts'

/** `npm run proof:reproduce`: the replay command and the curl line of thirty findings, run as they stand in the report. */
const COUNT = 30

let failures = 0
for (const fault of chooseFaults(COUNT)) {
  const result = await reproduceFault(fault)
  if (result instanceof Error) {
    failures += 1
    process.stdout.write(`✗ ${result.message}\n`)
    continue
  }
  const { curl, replay, caseId } = result
  const again = replay === 1 && (curl === null || curl.received === curl.recorded)
  if (!again) failures += 1
  const seen = curl === null ? 'no curl' : `curl ${curl.received}, recorded ${curl.recorded}`
  process.stdout.write(`${again ? '✓' : '✗'} ${fault.id}  ${caseId}  replay ${replay}, ${seen}\n`)
}
process.exitCode = failures === 0 ? 0 : 1
