// A Debian package from release/linux-unpacked, bit for bit the same for the same folder and commit.
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { gzipSync } from 'node:zlib'
import { currentCommit, filesBelow } from '../set-up.mjs'
import { mustRun, packageJson, root, runQuietly } from '../shell.mjs'

const texts = join(root, 'resources/debian')
const programs = /^usr\/(bin\/priyom|lib\/priyom\/(priyom|chrome_crashpad_handler|[^/]*\.so(\.\d+)*))$/
const sandboxHelper = 'usr/lib/priyom/chrome-sandbox'

/** Makes the package and returns its path. xz for a release (old dpkg reads it), zstd otherwise (fast). */
export function makeDeb(unpacked, outputFolder, { isRelease }) {
  const epoch = sourceDate()
  const tree = mkdtempSync(join(tmpdir(), 'priyom-deb-'))
  try {
    cpSync(unpacked, join(tree, 'usr/lib/priyom'), { recursive: true })
    addTexts(tree, epoch)
    setModes(tree)
    addControl(tree, epoch)
    touchAll(tree, epoch)
    const path = join(outputFolder, `priyom_${packageJson().version}_amd64.deb`)
    mustRun('dpkg-deb', ['--root-owner-group', `-Z${isRelease ? 'xz' : 'zstd'}`, '--threads-max=1', '-b', tree, path], {
      env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch) },
    })
    return path
  } finally {
    rmSync(tree, { recursive: true, force: true })
  }
}

/** Seconds since 1970 of the commit, so that building again later gives the same bytes. */
function sourceDate() {
  if (process.env.SOURCE_DATE_EPOCH) return Number(process.env.SOURCE_DATE_EPOCH)
  const told = runQuietly('git', ['-c', `safe.directory=${root}`, 'log', '-1', '--format=%ct'])
  return told.ok ? Number(told.stdout.trim()) : 0
}

function addTexts(tree, epoch) {
  const doc = join(tree, 'usr/share/doc/priyom')
  put(join(tree, 'usr/bin/priyom'), text('priyom.sh', epoch))
  put(join(tree, 'usr/share/applications/priyom.desktop'), text('priyom.desktop', epoch))
  put(join(tree, 'usr/share/icons/hicolor/512x512/apps/priyom.png'), readFileSync(join(root, 'resources/icon.png')))
  put(join(tree, 'usr/share/icons/hicolor/scalable/apps/priyom.svg'), readFileSync(join(root, 'resources/icon.svg')))
  put(join(tree, 'usr/share/man/man1/priyom.1.gz'), zip(text('priyom.1', epoch)))
  put(join(doc, 'changelog.gz'), zip(text('changelog', epoch)))
  put(join(doc, 'copyright'), copyright())
  mkdirSync(join(tree, 'etc/priyom'), { recursive: true })
}

function copyright() {
  const header = 'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\nFiles: *\nCopyright: 2026 Priyom authors\nLicense: MIT\n'
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8').trim().split('\n').slice(4)
  const notices = readFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), 'utf8').trim().split('\n')
  const indent = (lines) => lines.map((line) => ` ${line.trim() === '' ? '.' : line}`).join('\n')
  return `${header}${indent(licence)}\n\nComment:\n${indent(notices)}\n`
}

function text(name, epoch) {
  const date = new Date(epoch * 1000)
  return readFileSync(join(texts, name), 'utf8')
    .replaceAll('@VERSION@', packageJson().version)
    .replaceAll('@COMMIT@', currentCommit().slice(0, 12))
    .replaceAll('@DATE@', date.toISOString().slice(0, 10))
    .replaceAll('@RFC_DATE@', date.toUTCString().replace('GMT', '+0000'))
}

/** As gzip -9n: zlib writes no name and no time. */
function zip(content) {
  return gzipSync(content, { level: 9 })
}

function put(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Modes by rule, whatever the umask was. The helper keeps its setuid bit inside the archive. */
function setModes(tree) {
  for (const path of everythingBelow(tree)) {
    const name = relative(tree, path)
    const isFolder = lstatSync(path).isDirectory()
    chmodSync(path, name === sandboxHelper ? 0o4755 : isFolder || programs.test(name) ? 0o755 : 0o644)
  }
}

function addControl(tree, epoch) {
  const files = filesBelow(tree).map((file) => ({ name: relative(tree, file), file })).sort((a, b) => (a.name < b.name ? -1 : 1))
  const kibibytes = files.reduce((total, { file }) => total + Math.ceil(lstatSync(file).size / 1024), 0)
  const sums = files.map(({ name, file }) => `${createHash('md5').update(readFileSync(file)).digest('hex')}  ${name}\n`).join('')
  put(join(tree, 'DEBIAN/control'), text('control', epoch).replace('@INSTALLED_SIZE@', String(kibibytes)))
  put(join(tree, 'DEBIAN/md5sums'), sums)
  put(join(tree, 'DEBIAN/postrm'), text('postrm', epoch))
  for (const name of ['.', 'postrm']) chmodSync(join(tree, 'DEBIAN', name), 0o755)
  for (const name of ['control', 'md5sums']) chmodSync(join(tree, 'DEBIAN', name), 0o644)
}

function touchAll(tree, epoch) {
  mustRun('find', [tree, '-exec', 'touch', '-hd', `@${epoch}`, '{}', '+'])
}

function everythingBelow(folder) {
  return [folder, ...readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? everythingBelow(path) : [path]
  })]
}
