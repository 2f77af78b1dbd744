// Makes out/platform/pgdata.tar.gz, the pre-initialised database that spares a first start its initdb. Needs the build.
// Made anew only when the migrations or PGlite changed: an older archive would still work, only slower.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mustRun, root, runScript, say } from './shell.mjs'

const folder = join(root, 'out/platform')
const archive = join(folder, 'pgdata.tar.gz')
const stamp = join(folder, '.made-from')

export function ensurePlatformArchive() {
  const hash = createHash('sha256')
  for (const path of ['src/platform/migrations.ts', 'node_modules/@electric-sql/pglite/package.json']) hash.update(readFileSync(join(root, path)))
  const wanted = hash.digest('hex')
  if (existsSync(archive) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('preparing the training database')
  mkdirSync(folder, { recursive: true })
  mustRun(process.execPath, [join(root, 'out/main/platform.js'), '--make-archive', archive], { stdio: ['ignore', 'ignore', 'inherit'] })
  writeFileSync(stamp, wanted)
}

if (process.argv[1] === import.meta.filename) await runScript(ensurePlatformArchive)
