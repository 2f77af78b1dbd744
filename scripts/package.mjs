// npm run package [-- --release]: release/linux-unpacked, a .deb, release/manifest.json, and a trial of the packaged app.
import { rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { hasProgram, isRoot, mustRun, PlainError, root, runScript, say } from './shell.mjs'
import { runAsPerson } from './person.mjs'
import { ensureDebianPackages, setUp } from './set-up.mjs'
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

/** Tries the packaged app as an ordinary person; what held is printed. */
async function examine() {
  if (isRoot() && !hasProgram('xwininfo')) ensureDebianPackages(['x11-utils'], 'The trial of the packaged app looks at its window.')
  const code = await runAsPerson(process.execPath, [join(root, 'scripts/package-smoke.mjs'), join(unpacked, 'priyom')], { screen: true })
  if (code !== 0) throw new PlainError('The package was made, but what it promises does not hold (see above).')
  say('the packaged app holds what it promises')
}
