// The text of THIRD-PARTY-NOTICES.md, from package-lock.json alone so that it is the same on every machine.
import { join } from 'node:path'
import { packageJson, readJson, root } from '../shell.mjs'

/** Development dependencies whose code the bundler puts into the renderer. Their own dependencies follow. */
const bundled = [
  '@emotion/cache',
  '@emotion/react',
  '@emotion/styled',
  '@fontsource-variable/golos-text',
  '@mui/icons-material',
  '@mui/material',
  '@orama/stemmers',
  '@tanstack/react-virtual',
  'dexie',
  'libphonenumber-js',
  'minisearch',
  'react',
  'react-dom',
  'react-i18next',
]

export function noticesText() {
  const { packages } = readJson(join(root, 'package-lock.json'))
  const shipped = closure(packages, [...Object.keys(packageJson().dependencies), ...bundled])
  const rows = shipped.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`)
  return `# Third-party notices

Priyom is MIT licensed (see LICENSE). It is shipped together with the work of others, listed here.
Written by \`node scripts/notices.mjs\` from package-lock.json; do not edit.

| what | licence | where its full text is |
| --- | --- | --- |
| Electron | MIT | LICENSE.electron.txt in the package |
| Chromium and what it is made of | BSD-3-Clause and others | LICENSES.chromium.html in the package |
| Golos Text, by Paratype | OFL-1.1 | in its package @fontsource-variable/golos-text |
| PostgreSQL, inside PGlite | PostgreSQL | in its package @electric-sql/pglite |

## Packages

| package | version | licence |
| --- | --- | --- |
${rows.join('\n')}
`
}

function closure(packages, roots) {
  const seen = new Map()
  const visit = (path) => {
    const entry = packages[path]
    if (seen.has(path) || entry === undefined) return
    seen.set(path, { name: path.split('node_modules/').pop(), version: entry.version, license: entry.license ?? 'see its package' })
    const wanted = { ...entry.dependencies, ...presentPeers(packages, path, entry) }
    for (const name of Object.keys(wanted)) visit(resolveFrom(packages, path, name))
  }
  for (const name of roots) visit(`node_modules/${name}`)
  const isTypes = ({ name }) => name.startsWith('@types/') || name === 'csstype'
  return [...seen.values()].filter((one) => !isTypes(one)).sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1))
}

/** Peers that a package says it needs; optional ones are shipped only when somebody lists them. */
function presentPeers(packages, path, { peerDependencies = {}, peerDependenciesMeta = {} }) {
  const needed = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional && name !== 'typescript')
  return Object.fromEntries(needed.filter((name) => packages[resolveFrom(packages, path, name)]).map((name) => [name, '*']))
}

/** As Node looks a package up: the nearest node_modules first. */
function resolveFrom(packages, path, name) {
  const parts = path.split('/node_modules/')
  for (let depth = parts.length; depth > 0; depth -= 1) {
    const candidate = `${parts.slice(0, depth).join('/node_modules/')}/node_modules/${name}`
    if (packages[candidate]) return candidate
  }
  return `node_modules/${name}`
}
