// npm run package [-- --release]: release/linux-unpacked, a .deb, release/manifest.json, and the packaged app's own report.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { mustRun, PlainError, root, runScript, say } from './shell.mjs'
import { runAsPerson } from './person.mjs'
import { setUp } from './set-up.mjs'
import { makeDeb } from './packaging/deb.mjs'
import { writeManifest } from './packaging/manifest.mjs'

const release = join(root, 'release')
const unpacked = join(release, 'linux-unpacked')

await runScript(async () => {
  const runtime = await setUp()
  if (!runtime.isDeclared) say('this is a development package: its runtime is not the declared one, and its manifest says so')
  pack(runtime)
  const manifest = writeManifest(join(release, 'manifest.json'), unpacked, runtime)
  say(`packed: ${relative(root, unpacked)}, ${manifest.files.length} files`)
  say(`packed: ${relative(root, makeDeb(unpacked, release, { isRelease: process.argv.includes('--release') }))}`)
  return examine()
})

function pack(runtime) {
  rmSync(unpacked, { recursive: true, force: true })
  say('packing (electron-builder)')
  mustRun(process.execPath, [
    join(root, 'node_modules/electron-builder/cli.js'),
    '--linux',
    'dir',
    '--publish',
    'never',
    '--config',
    'electron-builder.yml',
    `-c.electronDist=${runtime.folder}`,
    `-c.electronVersion=${runtime.version}`,
  ])
}

/** Asks the packaged app how it is, as an ordinary person, and prints its answer. */
async function examine() {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-doctor-'))
  const report = join(folder, 'report.json')
  const output = openSync(report, 'w')
  try {
    const code = await runAsPerson(join(unpacked, 'priyom'), ['--doctor', '--json'], { screen: true, stdio: ['ignore', output, 'inherit'] })
    const said = readFileSync(report, 'utf8').trim()
    process.stdout.write(`${said}\n`)
    if (code !== 0) throw new PlainError('The packaged app reports that something is wrong (see above).')
    say('the packaged app says that all is well')
  } finally {
    closeSync(output)
    rmSync(folder, { recursive: true, force: true })
  }
}
