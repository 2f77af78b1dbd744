// npm run build: dependencies and the build, without an Electron runtime.
import { runScript, say } from './shell.mjs'
import { ensureBuild, ensureDependencies, ensureNode } from './set-up.mjs'

await runScript(() => {
  ensureNode()
  ensureDependencies()
  ensureBuild()
  say('built into out/')
})
