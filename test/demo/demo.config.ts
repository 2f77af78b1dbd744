import { defineConfig } from '@playwright/test'

/** The guided demo: the journeys of the end-to-end suite, once, told aloud. Started by scripts/demo.mjs. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/demo',
  timeout: 240_000,
  expect: { timeout: 20_000 },
  workers: 1,
  retries: 0,
  reporter: [['./plain-reporter.ts']],
})
