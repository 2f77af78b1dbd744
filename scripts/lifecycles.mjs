// Writes docs/lifecycles.md from the tables that the app and the platform obey.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runnerImport } from 'vite'
import { lifecyclesText } from './lifecycles-text.mjs'
import { root, runScript, say } from './shell.mjs'

/** The tables are TypeScript, which plain Node of the floor cannot read. */
async function load(path) {
  const { module } = await runnerImport(join(root, path), { configFile: false, root, logLevel: 'error' })
  return module
}

await runScript(async () => {
  const { DELIVERY_TABLE: delivery } = await load('src/shared/delivery.ts')
  const { MESSAGE_TABLE: message } = await load('src/shared/lifecycles/message.ts')
  const { names } = await load('src/shared/words/ru/names.ts')
  writeFileSync(join(root, 'docs/lifecycles.md'), lifecyclesText({ delivery, message, names }))
  say('wrote docs/lifecycles.md')
})
