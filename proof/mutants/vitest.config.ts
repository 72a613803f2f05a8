import { defineConfig } from 'vitest/config'

/** The tests that mutants of judge, decoders and encoders are held against. */
export default defineConfig({
  test: { include: ['engine/{judge,decode,encode}/*.test.ts'], testTimeout: 30_000 },
})
