// npm test: everything that must hold, from a fresh clone. The last line alone is `N passed, N failed`.
import { runScript } from './shell.mjs'
import { ensureKeyRing, ensurePostgres, setUp } from './set-up.mjs'

await runScript(async () => {
  try {
    await setUp()
  } catch (error) {
    process.stderr.write(`\n${error.message}\n`)
    process.stdout.write('\n0 passed, 1 failed\n')
    return 1
  }
  ensurePostgres()
  ensureKeyRing()
  const { endToEndSuite, faultsSuite, lintSuite, printTable, typesSuite, vitestSuite } = await import('./suites.mjs')
  const rows = await Promise.all([typesSuite(), lintSuite()])
  for (const name of ['unit', 'contract', 'faults']) rows.push(await vitestSuite(name))
  rows.push(await faultsSuite())
  rows.push(await endToEndSuite())
  return printTable(rows)
})
