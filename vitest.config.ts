import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/{unit,contract,faults}/**/*.test.ts'],
    // this one drives the real app: Playwright runs it (test/faults/faults.config.ts)
    exclude: ['test/faults/kill.test.ts'],
    environment: 'node',
    pool: 'threads',
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
