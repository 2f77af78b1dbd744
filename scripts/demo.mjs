// The guided demo: the main job in the built app, told step by step, with pictures in out/demo/.
// `npm start` runs it where there is no display, after setting everything up, as an ordinary person in a virtual display.
import { join } from 'node:path'
import { hasDisplay, PlainError, root, run, runScript } from './shell.mjs'

await runScript(() => {
  if (!hasDisplay() || !process.env.ELECTRON_OVERRIDE_DIST_PATH) throw new PlainError('This is a part of `npm start`, which sets it up; please run that.')
  process.stdout.write('Priyom: a phone call becomes a registered message. All people and places here are invented.\n')
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  return run(process.execPath, [playwright, 'test', '--config', join(root, 'test/demo/demo.config.ts')])
})
