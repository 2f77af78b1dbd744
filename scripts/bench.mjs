// npm run bench: start-up, save, push, pull, list and search of the built app, as ratios to references of the same run.
// `--full` takes the large sizes, `--only=push,pull` some measures. A whole run writes docs/benchmarks.md.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { runAsPerson } from './person.mjs'
import { currentCommit, setUp } from './set-up.mjs'
import { mustRun, root, runQuietly, runScript, say } from './shell.mjs'

await runScript(async () => {
  await setUp()
  say('building the benchmark')
  mustRun(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '-c', 'bench/electron.vite.config.ts', '--logLevel', 'warn'])
  const args = process.argv.slice(2)
  const code = await runAsPerson(process.execPath, [join(root, 'out/bench/run.js'), ...args], { screen: true, env: { PRIYOM_COMMIT: measuredCommit() } })
  if (code === 0 && !args.some((word) => word.startsWith('--only'))) copyFileSync(join(root, 'test-results/benchmarks.md'), join(root, 'docs/benchmarks.md'))
  return code
})

function measuredCommit() {
  const changed = runQuietly('git', ['-c', `safe.directory=${root}`, 'status', '--porcelain', '--', 'src'], { cwd: root })
  return currentCommit() + (changed.ok && changed.stdout.trim() === '' ? '' : ' with changes')
}
