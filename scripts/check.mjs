// npm run check: types of every zone, lint, unit tests with the laws of the repository. Under a minute.
import { runScript } from './shell.mjs'
import { ensureDependencies, ensureNode } from './set-up.mjs'

await runScript(async () => {
  ensureNode()
  ensureDependencies()
  const { lintSuite, printTable, typesSuite, vitestSuite } = await import('./suites.mjs')
  const [types, lint] = await Promise.all([typesSuite(), lintSuite()])
  return printTable([types, lint, await vitestSuite('unit')])
})
