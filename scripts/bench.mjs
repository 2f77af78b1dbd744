// npm run bench: measures the built app; bench/run.mjs writes docs/benchmarks.md.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PlainError, root, run, runScript } from './shell.mjs'
import { setUp } from './set-up.mjs'

await runScript(async () => {
  await setUp()
  const bench = join(root, 'bench/run.mjs')
  if (!existsSync(bench)) throw new PlainError('There is nothing to measure yet: bench/run.mjs does not exist.')
  return run(process.execPath, [bench, ...process.argv.slice(2)])
})
