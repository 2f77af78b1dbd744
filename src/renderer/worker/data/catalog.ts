// Everything that lists, counts and chips need, in memory: no database is asked to draw a screen. Sorted views are kept and mended.
import { STATUSES } from '../../../shared/lifecycles/message.ts'
import { DELIVERY_STATES } from '../../../shared/delivery.ts'
import { FOLDERS, type Folder } from '../../../shared/folders.ts'
import { TERM_STATES, type TermState } from '../../../shared/terms.ts'
import type { FolderCounts, ListPage, ListQuery, ListRow, SortKey } from '../../../shared/workspace.ts'
import { fold } from '../search/words.ts'
import { createTermBounds, termWithin } from './term-bounds.ts'

/** `unread`: an answer that nobody at this seat has opened. */
export type CatalogEntry = { row: ListRow; folders: readonly Folder[]; unread: boolean }
export type Catalog = {
  /** A message stands above the command that brought it under the same id. */
  put: (entry: CatalogEntry) => void
  remove: (id: string, of: ListRow['of']) => void
  /** `matching`: the ids that search allows, or undefined for all. */
  page: (query: ListQuery, matching: ReadonlySet<string> | undefined) => ListPage
  counts: () => FolderCounts
  has: (id: string, of: ListRow['of']) => boolean
}

type Kept = CatalogEntry & { answerMs: number | null; closed: boolean; updatedMs: number }
type Placed = { key: number | string; kept: Kept }
type View = { folder: Folder; key: SortKey; descending: boolean; list: Placed[]; moved: Set<string> }

/** Folders times sorts that one person has looked at lately. */
const VIEWS_KEPT = 8
const LARGEST_PAGE = 100
/** Rows without what is sorted by come last in both directions; of terms, answered ones last of all. */
const ABSENT = Number.MAX_SAFE_INTEGER - 1
const ANSWERED = Number.MAX_SAFE_INTEGER
const isAbsent = (key: number | string): boolean => typeof key === 'number' && key >= ABSENT

const statusRank = ({ status }: ListRow): number => {
  if (status.of === 'message') return STATUSES.indexOf(status.value)
  return status.of === 'delivery' ? STATUSES.length + DELIVERY_STATES.indexOf(status.value) : STATUSES.length + DELIVERY_STATES.length
}
const KEYS: Readonly<Record<SortKey, (kept: Kept) => number | string>> = {
  term: ({ closed, answerMs }) => (closed ? ANSWERED : (answerMs ?? ABSENT)),
  number: ({ row }) => row.number ?? ABSENT,
  subject: ({ row }) => fold(row.subject),
  applicant: ({ row }) => fold(row.who),
  category: ({ row }) => fold(row.category),
  status: ({ row }) => statusRank(row),
  updated: ({ updatedMs }) => updatedMs,
}

/** Equal keys keep one order in both directions: newest first, then by id. */
const compare = (descending: boolean) => (left: Placed, right: Placed): number => {
  if (left.key !== right.key) return (left.key < right.key ? -1 : 1) * (descending && !isAbsent(left.key) && !isAbsent(right.key) ? -1 : 1)
  if (left.kept.updatedMs !== right.kept.updatedMs) return right.kept.updatedMs - left.kept.updatedMs
  return left.kept.row.id < right.kept.row.id ? -1 : 1
}

const merge = (left: Placed[], right: Placed[], order: (one: Placed, other: Placed) => number): Placed[] => {
  const merged: Placed[] = []
  let from = 0
  for (const item of left) {
    while (from < right.length && order(right[from] as Placed, item) < 0) merged.push(right[from++] as Placed)
    merged.push(item)
  }
  return [...merged, ...right.slice(from)]
}

export const createCatalog = (): Catalog => {
  const entries = new Map<string, Kept>()
  const views: View[] = []
  const boundsAt = createTermBounds()
  const tally = new Map<Folder, number>(FOLDERS.map((folder) => [folder, 0]))
  let unread = 0

  const count = ({ folders, unread: isUnread }: Kept, by: 1 | -1): void => {
    for (const folder of folders) tally.set(folder, (tally.get(folder) ?? 0) + by)
    if (isUnread) unread += by
  }
  const drop = (id: string): void => {
    const known = entries.get(id)
    if (known === undefined) return
    count(known, -1)
    entries.delete(id)
    for (const { moved } of views) moved.add(id)
  }

  const placed = (kept: Kept, key: SortKey): Placed => ({ key: KEYS[key](kept), kept })
  const isIn = (folder: Folder, kept: Kept | undefined): kept is Kept => kept?.folders.includes(folder) === true
  const mend = (view: View): void => {
    if (view.moved.size === 0) return
    const order = compare(view.descending)
    const changed = [...view.moved].map((id) => entries.get(id)).filter((kept) => isIn(view.folder, kept)).map((kept) => placed(kept, view.key)).sort(order)
    view.list = merge(view.list.filter(({ kept }) => !view.moved.has(kept.row.id)), changed, order)
    view.moved.clear()
  }
  const viewOf = ({ folder, sort }: ListQuery): View => {
    const known = views.find((view) => view.folder === folder && view.key === sort.key && view.descending === sort.descending)
    if (known !== undefined) {
      mend(known)
      return known
    }
    const list = [...entries.values()].filter((kept) => isIn(folder, kept)).map((kept) => placed(kept, sort.key)).sort(compare(sort.descending))
    const view: View = { folder, key: sort.key, descending: sort.descending, list, moved: new Set() }
    views.push(view)
    if (views.length > VIEWS_KEPT) views.shift()
    return view
  }

  return {
    has: (id, of) => entries.get(id)?.row.of === of,
    put: (entry) => {
      const { row } = entry
      const known = entries.get(row.id)
      if (row.of === 'command' && known?.row.of === 'message') return
      drop(row.id)
      const kept: Kept = {
        ...entry,
        answerMs: row.answerAt === null ? null : Date.parse(row.answerAt),
        closed: row.closedAt !== null,
        updatedMs: Date.parse(row.updatedAt),
      }
      entries.set(row.id, kept)
      count(kept, 1)
      for (const { moved } of views) moved.add(row.id)
    },
    remove: (id, of) => {
      if (entries.get(id)?.row.of === of) drop(id)
    },
    page: (query, matching) => {
      const { list } = viewOf(query)
      const bounds = boundsAt(query.now, query.timeZone)
      const terms = Object.fromEntries(TERM_STATES.map((state) => [state, 0])) as Record<TermState, number>
      const end = query.offset + Math.min(query.limit, LARGEST_PAGE)
      const rows: ListRow[] = []
      let total = 0
      for (const { kept } of list) {
        if (matching !== undefined && !matching.has(kept.row.id)) continue
        const term = termWithin(bounds, kept)
        terms[term] += 1
        if (query.term !== null && query.term !== term) continue
        if (total >= query.offset && total < end) rows.push(kept.row)
        total += 1
      }
      return { total, rows, terms, folderTotal: list.length }
    },
    counts: () => ({ ...(Object.fromEntries(tally) as Record<Folder, number>), unread }),
  }
}
