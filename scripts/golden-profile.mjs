// Keeps profile, journal and vault of this release in test/fixtures, for every later release to open. What is there is never written again.
import { join, relative } from 'node:path'
import { runnerImport } from 'vite'
import { root, runScript, say } from './shell.mjs'

await runScript(async () => {
  const { module } = await runnerImport(join(root, 'test/support/golden-profile.ts'), { configFile: false, root, logLevel: 'error' })
  const made = await module.makeGoldenFiles()
  say(made.length === 0 ? 'every file of this release is there' : `made ${made.map((path) => relative(root, path)).join(', ')}`)
})
