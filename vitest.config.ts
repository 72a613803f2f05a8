import { defineConfig } from 'vitest/config'

/** `unit`: tests of this project. `suites`: the conformance suites, against DISMISS_PROFILE or an embedded server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{schemas,engine,suites,reference,reporters,cli,examples,proof,bench}/**/*.test.{ts,tsx}',
          ],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'suites',
          include: ['suites/*.suite.ts'],
          globalSetup: 'cli/run/suites-setup.ts',
          setupFiles: 'allure-vitest/setup',
          pool: 'threads',
          isolate: false,
          fileParallelism: false,
          testTimeout: 0,
        },
      },
    ],
  },
})
