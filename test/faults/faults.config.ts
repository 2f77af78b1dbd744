import { defineConfig } from '@playwright/test'

/** Faults under the real app. Sizes and seeds: test/support/prove.ts. */
export default defineConfig({
  testDir: '.',
  testMatch: ['kill.test.ts', '*.spec.ts'],
  outputDir: '../../test-results/faults',
  timeout: 600_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../../test-results/faults-app.json' }]],
})
