// The guided demo: the main job in the built app, told step by step, with pictures in out/demo/.
// Started by `npm start` where there is no display; it wants a display (a virtual one will do) and an ordinary person.
import { join } from 'node:path'
import { root, run, runScript } from './shell.mjs'

await runScript(() => {
  process.stdout.write('Priyom: a phone call becomes a registered message. All people and places here are invented.\n')
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  return run(process.execPath, [playwright, 'test', '--config', join(root, 'test/demo/demo.config.ts')])
})
