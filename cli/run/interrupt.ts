/** Ctrl-C, what ends a CI job, and a terminal that is closed. SIGINT is the one that Windows knows too. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Aborts on the first Ctrl-C; the second one ends the process at once. Call `release` at the end. */
export function listenForInterrupt(): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130)
    controller.abort()
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}
