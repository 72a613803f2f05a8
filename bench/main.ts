import { fork } from 'node:child_process'
import { once } from 'node:events'
import { openSamples } from '../suites/samples.ts'
import { type Round, readyRequests, runBare, runCampaign } from './sides.ts'

/** Requests of each side in each round; `npm run bench -- 100000` takes more. */
const REQUESTS = Number(process.argv[2] ?? 25_000)

/** Many short rounds rather than few long ones: what else the machine does seldom lasts for half of them. */
const ROUNDS = 15

/** Rounds that do not count: until then V8 still compiles what the campaign runs, on the cores that it needs. */
const WARM_UP = 5

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, two) => one - two)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const rate = ({ requests, seconds }: Round): number => requests / seconds
const microseconds = ({ requests, cpu }: Round): number => (cpu * 1e6) / requests

const server = fork(new URL('./server.js', import.meta.url))
const [port] = await once(server, 'message')
const origin = `http://127.0.0.1:${port}`

// The thread that a campaign of this size has in a run; it makes nothing before it is asked.
const samples = openSamples(REQUESTS)

const ready = readyRequests()

const all: { bare: Round; campaign: Round }[] = []
for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
  all.push({
    bare: await runBare(origin, REQUESTS, ready),
    campaign: await runCampaign(origin, REQUESTS, samples?.make),
  })
}
const rounds = all.slice(WARM_UP)
server.disconnect()
await samples?.close()

const say = (name: string, value: string): boolean => process.stdout.write(`${name.padEnd(34)} ${value}\n`)
say('bare undici Pool', `${Math.round(median(rounds.map(({ bare }) => rate(bare))))} requests/s`)
say('campaign', `${Math.round(median(rounds.map(({ campaign }) => rate(campaign))))} requests/s`)
say(
  'ratio, median of paired rounds',
  median(rounds.map(({ bare, campaign }) => rate(campaign) / rate(bare))).toFixed(2),
)
say(
  'CPU of the client, bare',
  `${median(rounds.map(({ bare }) => microseconds(bare))).toFixed(0)} µs per request`,
)
say(
  'CPU of the client, campaign',
  `${median(rounds.map(({ campaign }) => microseconds(campaign))).toFixed(0)} µs per request`,
)
