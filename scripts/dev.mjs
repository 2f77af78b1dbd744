// npm run dev: the app with hot reload, on the runtime that the resolver finds.
import { join } from 'node:path'
import { isRoot, root, run, runScript } from './shell.mjs'
import { ensureDependencies, ensureNode, ensureSystemLibraries } from './set-up.mjs'
import { ensureRuntime } from './runtime/resolve.mjs'

await runScript(async () => {
  ensureNode()
  ensureDependencies()
  const runtime = await ensureRuntime()
  ensureSystemLibraries(runtime.executable)
  // As root Chromium refuses to start sandboxed; development may run without.
  const noSandbox = isRoot() ? ['--noSandbox'] : []
  return run(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'dev', ...noSandbox, ...process.argv.slice(2)])
})
