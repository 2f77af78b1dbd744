// npm run platform -- --port N --data DIR --seed NAME [--database-url URL]: the platform alone, in plain Node.
import { join } from 'node:path'
import { root, run, runScript } from './shell.mjs'
import { ensureBuild, ensureDependencies, ensureNode } from './set-up.mjs'

await runScript(() => {
  ensureNode()
  ensureDependencies()
  ensureBuild()
  return run(process.execPath, [join(root, 'out/main/platform.js'), ...process.argv.slice(2)], { cwd: process.cwd() })
})
