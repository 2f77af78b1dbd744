// The shipping journal over a disk in memory, for tests of the worker: it survives what is done to the databases, and can be told to fail.
import { journalKey } from '../../src/main/journal/format.ts'
import type { Disk } from '../../src/main/journal/disk.ts'
import { openJournal, type Journal } from '../../src/main/journal/journal.ts'
import type { JournalPort } from '../../src/renderer/sync/ports.ts'

const KEY_ID = '019ab000-0000-7000-8000-0000000000f1'
export type MemoryDisk = Disk & {
  files: Map<string, Buffer>
  /** Syncs that were asked for. */
  syncs: number
  /** An error code that every write now meets; null: none. */
  trouble: string | null
}
/** A disk that loses nothing; files lie in `files`. */
export const memoryDisk = (): MemoryDisk => {
  const refuse = (): void => {
    if (disk.trouble !== null) throw Object.assign(new Error(disk.trouble), { code: disk.trouble })
  }
  const disk: MemoryDisk = {
    files: new Map(), syncs: 0, trouble: null,
    read: async (path) => disk.files.get(path),
    open: async (path) => ({
      append: async (bytes) => {
        refuse()
        disk.files.set(path, Buffer.concat([disk.files.get(path) ?? Buffer.alloc(0), bytes]))
        disk.syncs += 1
      },
      cut: async (length) => {
        refuse()
        disk.files.set(path, (disk.files.get(path) ?? Buffer.alloc(0)).subarray(0, length))
      },
      close: async () => undefined,
    }),
    replace: async (path, bytes) => {
      refuse()
      disk.files.set(path, Buffer.from(bytes))
      disk.syncs += 2
    },
    copy: async (from, to) => {
      refuse()
      disk.files.set(to, disk.files.get(from) ?? Buffer.alloc(0))
    },
  }
  return disk
}

export const PATH = 'a.journal'
export const openOn = (disk: Disk, path = PATH) => openJournal({ path, disk, key: journalKey(new Uint8Array(32).fill(7)), keyId: KEY_ID, now: () => 1 })

/** A port on that disk; every reading after the first port opens the file anew, as main does for a new page. */
export const journalOn = (disk: Disk, path = PATH): JournalPort => {
  let opened: Journal | undefined
  const journal = async () => {
    if (opened !== undefined) return { ok: true as const, value: opened }
    const asked = await openOn(disk, path)
    if (asked.ok) opened = asked.value
    return asked
  }
  return {
    read: async (anew = false) => {
      const asked = await journal()
      if (!asked.ok) return asked
      return anew ? asked.value.verify() : { ok: true, value: asked.value.contents() }
    },
    append: async (entries) => {
      const asked = await journal()
      return asked.ok ? asked.value.append(entries) : asked
    },
    snapshot: async () => ({ ok: true, value: null }),
    whyNotWritten: async () => ({ ok: true, value: null }),
  }
}
