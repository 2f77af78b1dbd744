// What a package consists of: product, runtime and every file with its size, mode and sha256.
import { createHash } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { currentCommit, filesBelow } from '../set-up.mjs'
import { packageJson } from '../shell.mjs'
import { declaredElectron } from '../runtime/resolve.mjs'

/** Writes the manifest of the folder; `runtime` is what ensureRuntime returned. */
export function writeManifest(path, folder, runtime) {
  const manifest = {
    product: packageJson().name,
    version: packageJson().version,
    commit: currentCommit(),
    runtime: { name: 'electron', version: runtime.version },
    declaredElectron: declaredElectron(),
    runtimeIsDeclared: runtime.isDeclared,
    files: filesBelow(folder)
      .map((file) => describe(folder, file))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

function describe(folder, file) {
  const { size, mode } = statSync(file)
  return {
    path: relative(folder, file),
    size,
    mode: (mode & 0o7777).toString(8).padStart(4, '0'),
    sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  }
}
