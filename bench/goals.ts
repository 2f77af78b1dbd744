// What is compared with what, and the ratios that we hold ourselves to.

export type Goal = {
  id: string
  what: string
  against: string
  ours: string
  reference: string
  /** Bounds of ours / reference; null: a figure without a bound. */
  must: number | null
  ambitious: number | null
}

/** Search: a library with prefix indexes in SQLite answers in 2.4 ms where a scan of 100,000 strings takes 101; the bound is that answer, the aim half of it. */
const SEARCH_MUST = 0.024
const SEARCH_AIM = 0.012

export const GOALS: readonly Goal[] = [
  { id: 'B4', what: 'start to the first rows painted', against: 'bare window', ours: 'start-first', reference: 'start-bare', must: 1.25, ambitious: 1.12 },
  { id: 'B4w', what: 'start to the whole list known', against: 'bare window', ours: 'start-whole', reference: 'start-bare', must: null, ambitious: null },
  { id: 'S1', what: 'save a draft, p50', against: 'plain put, strict, p50', ours: 'draft-p50', reference: 'put-p50', must: null, ambitious: null },
  { id: 'S1', what: 'save a draft, p95', against: 'plain put, strict, p95', ours: 'draft-p95', reference: 'put-p95', must: null, ambitious: null },
  { id: 'S2', what: 'queue a command, p50', against: 'plain put, strict, p50', ours: 'enqueue-p50', reference: 'put-p50', must: null, ambitious: null },
  { id: 'S2', what: 'queue a command, p95', against: 'plain put, strict, p95', ours: 'enqueue-p95', reference: 'put-p95', must: null, ambitious: null },
  { id: 'B5', what: 'queue a command during a pull, p95', against: 'the same, idle, p95', ours: 'enqueue-pulling', reference: 'enqueue-idle', must: 3, ambitious: 1.5 },
  { id: 'B1', what: 'push a queue, to the last receipt stored', against: 'fetch and plain bulkPut, 4 indexes', ours: 'push', reference: 'push', must: 1, ambitious: 0.8 },
  { id: 'B2', what: 'pull, to listed and durable', against: 'plain bulkAdd of rows in memory, 4 indexes', ours: 'pull', reference: 'pull', must: 0.4, ambitious: 0.25 },
  { id: 'B2s', what: 'pull, to searchable', against: 'the same', ours: 'pull-searchable', reference: 'pull', must: 0.85, ambitious: 0.65 },
  { id: 'B6', what: 'page of 50, any sort and depth, mean', against: 'raw getAll of 50 plain rows, mean', ours: 'page-mean', reference: 'page-mean', must: 2, ambitious: 1.2 },
  { id: 'B6', what: 'page of 50, any sort and depth, p95', against: 'raw getAll of 50 plain rows, p95', ours: 'page-p95', reference: 'page-p95', must: 2, ambitious: 1.2 },
  { id: 'B6f', what: 'first page after a sort was chosen, mean', against: 'raw getAll of 50 plain rows, mean', ours: 'page-first', reference: 'page-mean', must: null, ambitious: null },
  { id: 'B3', what: 'keystroke to the page in the worker, p95', against: 'linear scan of strings, p95', ours: 'search-p95', reference: 'search-p95', must: SEARCH_MUST, ambitious: SEARCH_AIM },
]
