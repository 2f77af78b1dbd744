// Everything that lists, counts and chips need, in memory: no database is asked to draw a screen. Sorted views are kept and mended.
import { STATUSES } from '../../../shared/lifecycles/message.ts'
import { DELIVERY_STATES } from '../../../shared/delivery.ts'
import { FOLDERS, type Folder } from '../../../shared/folders.ts'
import { TERM_STATES, type TermState } from '../../../shared/terms.ts'
import type { FolderCounts, ListPage, ListQuery, ListRow, SortKey } from '../../../shared/workspace.ts'
import { fold } from '../search/words.ts'
import { ANSWERED_MOMENT, createTermBounds, momentOf, NO_TERM_MOMENT, termIndex } from './term-bounds.ts'

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

type Kept = CatalogEntry & { moment: number; updatedMs: number }
type Placed = { key: number | string; kept: Kept }
/** A list in one direction, and the moment of each of its rows. */
type Drawn = { list: readonly Placed[]; moments: Float64Array }
/** `list` is kept ascending; `moved`: what changed since it was sorted, with what stands in the list for it. */
type View = { folder: Folder; key: SortKey; list: Placed[]; upwards: Drawn | null; downwards: Drawn | null; moved: Map<string, Kept | undefined> }

/** Folders times sorts that one person has looked at lately. */
const VIEWS_KEPT = 8
const LARGEST_PAGE = 100
/** So many changes are put in one by one; more of them are merged in one pass. */
const ONE_BY_ONE = 100
/** Rows without what is sorted by come last in both directions; of terms, answered ones last of all. */
const ABSENT = Number.MAX_SAFE_INTEGER - 1
const ANSWERED = Number.MAX_SAFE_INTEGER
const isAbsent = (key: number | string): boolean => typeof key === 'number' && key >= ABSENT

const statusRank = ({ status }: ListRow): number => {
  if (status.of === 'message') return STATUSES.indexOf(status.value)
  return status.of === 'delivery' ? STATUSES.length + DELIVERY_STATES.indexOf(status.value) : STATUSES.length + DELIVERY_STATES.length
}
const KEYS: Readonly<Record<SortKey, (kept: Kept) => number | string>> = {
  term: ({ moment }) => (moment === ANSWERED_MOMENT ? ANSWERED : moment === NO_TERM_MOMENT ? ABSENT : moment),
  number: ({ row }) => row.number ?? ABSENT,
  subject: ({ row }) => fold(row.subject),
  applicant: ({ row }) => fold(row.who),
  category: ({ row }) => fold(row.category),
  status: ({ row }) => statusRank(row),
  updated: ({ updatedMs }) => updatedMs,
}

/** Ascending; equal keys newest first, then by id. */
const order = (left: Placed, right: Placed): number => {
  if (left.key !== right.key) return left.key < right.key ? -1 : 1
  if (left.kept.updatedMs !== right.kept.updatedMs) return right.kept.updatedMs - left.kept.updatedMs
  return left.kept.row.id < right.kept.row.id ? -1 : 1
}

/** The other direction of an ascending list: rows of one key keep their order, rows without what is sorted by stay last. */
const turned = (list: readonly Placed[]): Placed[] => {
  let end = list.length
  while (end > 0 && isAbsent((list[end - 1] as Placed).key)) end -= 1
  const absent = list.slice(end)
  const descending: Placed[] = []
  while (end > 0) {
    let from = end - 1
    while (from > 0 && (list[from - 1] as Placed).key === (list[end - 1] as Placed).key) from -= 1
    for (let at = from; at < end; at += 1) descending.push(list[at] as Placed)
    end = from
  }
  return descending.concat(absent)
}

const merge = (left: Placed[], right: Placed[]): Placed[] => {
  const merged: Placed[] = []
  let from = 0
  for (const item of left) {
    while (from < right.length && order(right[from] as Placed, item) < 0) merged.push(right[from++] as Placed)
    merged.push(item)
  }
  while (from < right.length) merged.push(right[from++] as Placed)
  return merged
}

const momentsOf = (list: readonly Placed[]): Float64Array => {
  const moments = new Float64Array(list.length)
  for (let at = 0; at < list.length; at += 1) moments[at] = (list[at] as Placed).kept.moment
  return moments
}
/** Where an item stands, or would stand, in a sorted list. */
const placeIn = (list: readonly Placed[], item: Placed): number => {
  let [from, to] = [0, list.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const seen = list[middle] as Placed
    if (seen.kept !== item.kept && order(seen, item) < 0) from = middle + 1
    else to = middle
  }
  return from
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
  const noteMoved = (id: string, before: Kept | undefined): void => {
    for (const { moved } of views) if (!moved.has(id)) moved.set(id, before)
  }
  const drop = (id: string): void => {
    const known = entries.get(id)
    if (known === undefined) return
    count(known, -1)
    entries.delete(id)
    noteMoved(id, known)
  }

  const placed = (kept: Kept, key: SortKey): Placed => ({ key: KEYS[key](kept), kept })
  const isIn = (folder: Folder, kept: Kept | undefined): kept is Kept => kept?.folders.includes(folder) === true
  const mend = (view: View): void => {
    if (view.moved.size === 0) return
    const gone = [...view.moved.values()].filter((kept) => isIn(view.folder, kept)).map((kept) => placed(kept, view.key))
    const come = [...view.moved.keys()].map((id) => entries.get(id)).filter((kept) => isIn(view.folder, kept)).map((kept) => placed(kept, view.key))
    if (view.moved.size <= ONE_BY_ONE) {
      for (const item of gone) view.list.splice(placeIn(view.list, item), 1)
      for (const item of come) view.list.splice(placeIn(view.list, item), 0, item)
    } else {
      view.list = merge(view.list.filter(({ kept }) => !view.moved.has(kept.row.id)), come.sort(order))
    }
    view.upwards = null
    view.downwards = null
    view.moved.clear()
  }
  /** The view last looked at stands last; the first one gives way. */
  const viewOf = (folder: Folder, key: SortKey): View => {
    const at = views.findIndex((view) => view.folder === folder && view.key === key)
    const [known] = at < 0 ? [] : views.splice(at, 1)
    const view = known ?? { folder, key, list: [...entries.values()].filter((kept) => isIn(folder, kept)).map((kept) => placed(kept, key)).sort(order), upwards: null, downwards: null, moved: new Map() }
    views.push(view)
    if (views.length > VIEWS_KEPT) views.shift()
    mend(view)
    return view
  }
  const drawn = ({ folder, sort }: ListQuery): Drawn => {
    const view = viewOf(folder, sort.key)
    const draw = (list: readonly Placed[]): Drawn => ({ list, moments: momentsOf(list) })
    if (sort.descending) return (view.downwards ??= draw(turned(view.list)))
    return (view.upwards ??= draw(view.list))
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
        moment: momentOf(row),
        updatedMs: Date.parse(row.updatedAt),
      }
      entries.set(row.id, kept)
      count(kept, 1)
      noteMoved(row.id, undefined)
    },
    remove: (id, of) => {
      if (entries.get(id)?.row.of === of) drop(id)
    },
    page: (query, matching) => {
      const { list, moments } = drawn(query)
      const bounds = boundsAt(query.now, query.timeZone)
      const counted = new Uint32Array(TERM_STATES.length)
      const wanted = query.term === null ? -1 : TERM_STATES.indexOf(query.term)
      const end = query.offset + Math.min(query.limit, LARGEST_PAGE)
      const rows: ListRow[] = []
      let total = 0
      for (let at = 0; at < moments.length; at += 1) {
        if (matching !== undefined && !matching.has((list[at] as Placed).kept.row.id)) continue
        const term = termIndex(bounds, moments[at] as number)
        counted[term] = (counted[term] as number) + 1
        if (wanted >= 0 && wanted !== term) continue
        if (total >= query.offset && total < end) rows.push((list[at] as Placed).kept.row)
        total += 1
      }
      const terms = Object.fromEntries(TERM_STATES.map((state, index) => [state, counted[index] as number])) as Record<TermState, number>
      return { total, rows, terms, folderTotal: list.length }
    },
    counts: () => ({ ...(Object.fromEntries(tally) as Record<Folder, number>), unread }),
  }
}
