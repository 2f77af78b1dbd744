// npm start: sets everything up, then opens the app; without a display it runs the guided demo instead.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { hasDisplay, PlainError, root, runScript, say } from './shell.mjs'
import { runAsPerson } from './person.mjs'
import { setUp } from './set-up.mjs'

const demo = join(root, 'scripts/demo.mjs')

await runScript(async () => {
  const runtime = await setUp()
  if (hasDisplay()) {
    say('opening Priyom')
    return runAsPerson(runtime.executable, [root, ...process.argv.slice(2)], { screen: true, keepHome: true })
  }
  if (!existsSync(demo)) throw new PlainError('There is no display here, and no guided demo to run instead.')
  say('no display here: running the guided demo in a virtual one')
  return runAsPerson(process.execPath, [demo, ...process.argv.slice(2)], { screen: true })
})
