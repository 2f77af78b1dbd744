// A disk of a few megabytes for the tests that fill it: mounted by root, given to the person who runs them.
import { mkdtempSync, rmdirSync } from 'node:fs'
import { runQuietly } from './shell.mjs'

const SIZE = '160m'

/**
 * The environment that names the disk, and how to take it away. Undefined where nothing may be mounted: then those tests say so.
 * @param {{ uid: number, gid: number }} person
 */
export function mountSmallDisk({ uid, gid }) {
  const path = mkdtempSync('/tmp/priyom-small-disk-')
  if (!runQuietly('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},uid=${uid},gid=${gid},mode=0700`, 'tmpfs', path]).ok) {
    rmdirSync(path)
    return undefined
  }
  const unmount = () => {
    // what a test left running may still hold it
    runQuietly('umount', ['--lazy', path])
    rmdirSync(path)
  }
  return { env: { PRIYOM_SMALL_DISK: path }, unmount }
}
