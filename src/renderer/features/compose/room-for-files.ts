// Whether the disk has room for files that are about to be sealed: asked before a byte is taken, so that what was typed keeps its room.

/** Left free for what is typed, sealed copies and the journal. */
const SPARE_BYTES = 100 * 1024 * 1024

export const hasRoom = (freeBytes: number, sizes: readonly number[]): boolean => freeBytes >= SPARE_BYTES + sizes.reduce((sum, size) => sum + size, 0)
