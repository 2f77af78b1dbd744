import { useCallback, useEffect, useRef, useState } from 'react'
import type { ListPage, ListQuery, ListRow } from '../../../shared/workspace.ts'
import { call, onWorker } from '../../store.ts'

const PAGE = 50
export type RowsQuery = Omit<ListQuery, 'offset' | 'limit' | 'now'>
type Loaded = { page: Omit<ListPage, 'rows'>; rows: ReadonlyMap<number, ListRow> }
export type Rows = { page: Omit<ListPage, 'rows'> | undefined; rowAt: (index: number) => ListRow | undefined; indexOf: (id: string) => number; need: (first: number, last: number) => void }

/**
 * The rows of a list by pages of 50, asked for as they come into view and asked again when the worker says that
 * something moved. The time is read at each question only: a list does not change under the eye because time passes.
 */
export const useRows = (query: RowsQuery): Rows => {
  const [loaded, setLoaded] = useState<Loaded>()
  const wanted = useRef(new Set<number>([0]))
  const turn = useRef(0)
  const key = JSON.stringify(query)

  const ask = useCallback(
    async (fresh: boolean, pages: readonly number[]): Promise<void> => {
      const mine = turn.current
      const asked = JSON.parse(key) as RowsQuery
      const answers = await Promise.all(pages.map((page) => call('lists:page', { ...asked, offset: page * PAGE, limit: PAGE, now: Date.now() })))
      if (mine !== turn.current) return
      setLoaded((before) => {
        const rows = new Map(fresh ? [] : before?.rows)
        answers.forEach((answer, at) => answer.rows.forEach((row, index) => rows.set((pages[at] as number) * PAGE + index, row)))
        const { rows: _, ...page } = answers[0] as ListPage
        return { page, rows }
      })
    },
    [key],
  )

  useEffect(() => {
    turn.current += 1
    wanted.current = new Set([0])
    void ask(true, [0])
    return onWorker('data', () => {
      turn.current += 1
      void ask(true, [...wanted.current])
    })
  }, [ask])

  const need = useCallback(
    (first: number, last: number): void => {
      const pages: number[] = []
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page += 1) {
        if (!wanted.current.has(page)) pages.push(page)
      }
      // only what is in view is asked for again later: a long scroll must not make every update heavy
      wanted.current = new Set([...(wanted.current.size > 6 ? [] : wanted.current), ...pages, Math.floor(first / PAGE), Math.floor(last / PAGE)])
      if (pages.length > 0) void ask(false, pages)
    },
    [ask],
  )
  const rowAt = useCallback((index: number) => loaded?.rows.get(index), [loaded])
  const indexOf = useCallback(
    (id: string): number => {
      for (const [index, row] of loaded?.rows ?? []) if (row.id === id) return index
      return -1
    },
    [loaded],
  )
  return { page: loaded?.page, rowAt, indexOf, need }
}
