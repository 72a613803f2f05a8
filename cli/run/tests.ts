import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createVitest, type Vitest } from 'vitest/node'
import { packageRoot } from '../../schemas/package-root.ts'

const require = createRequire(import.meta.url)

/** The suites of this package: compiled beside this file, or as sources. */
function suiteFiles(): string {
  const compiled = import.meta.filename.endsWith('.js')
  return join(packageRoot(), compiled ? 'dist/suites/*.suite.js' : 'suites/*.suite.ts')
}

/** The vitest run over the suites. */
export interface SuiteTests {
  /** Resolves when all tests have ended; their result is not a verdict. */
  run(): Promise<void>
  close(): Promise<void>
}

/** vitest ends the process a millisecond after Ctrl-C; the answer undoes that, so that the report is still written. */
function rememberSignals(): () => void {
  const signals = ['SIGINT', 'SIGTERM'] as const
  const known = new Map(signals.map(name => [name, process.listeners(name)]))
  return () => {
    for (const [name, before] of known) {
      for (const listener of process.listeners(name))
        if (!before.includes(listener)) process.off(name, listener)
    }
  }
}

/**
 * Prepares vitest over the suites, silent, in one thread; it writes Allure results into that folder. The
 * tests read the findings of this process (engine/vitest/host.ts).
 */
export async function prepareTests(allureDir: string): Promise<SuiteTests> {
  const root = packageRoot()
  const keepSignals = rememberSignals()
  const vitest: Vitest = await createVitest(
    'test',
    {
      root,
      config: false,
      watch: false,
      include: [suiteFiles()],
      exclude: [],
      reporters: [[require.resolve('allure-vitest/reporter'), { resultsDir: allureDir }]],
      setupFiles: [require.resolve('allure-vitest/setup')],
      pool: 'threads',
      isolate: false,
      fileParallelism: false,
      testTimeout: 0,
      passWithNoTests: true,
      silent: true,
    },
    { cacheDir: join(root, 'node_modules/.vitest'), logLevel: 'silent' },
  )
  keepSignals()
  return {
    run: async () => {
      await vitest.start()
    },
    close: () => vitest.close(),
  }
}
