// Writes THIRD-PARTY-NOTICES.md: what is shipped with Priyom, whose it is and under which licence.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { noticesText } from './packaging/notices-text.mjs'
import { root, runScript, say } from './shell.mjs'

await runScript(() => {
  writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), noticesText())
  say('wrote THIRD-PARTY-NOTICES.md')
})
