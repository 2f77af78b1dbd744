// Typed client of the data worker: calls, events, and a hook that asks again when its topics move.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { FromWorker, ToWorker, Topic, WorkspaceCall, WorkspaceCalls, WorkspaceEvents } from '../shared/workspace.ts'

type Listener = (payload: never) => void
let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
const listeners = new Map<keyof WorkspaceEvents, Set<Listener>>()

const receive = (message: FromWorker): void => {
  if (message.kind === 'event') {
    for (const listener of listeners.get(message.event) ?? []) (listener as (payload: unknown) => void)(message.payload)
    return
  }
  const caller = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.kind === 'answer') caller?.resolve(message.value)
  else caller?.reject(new Error(message.name))
}

/** Joins the page to its data worker; called once by app/wiring. */
export const connectStore = (dataWorker: Worker): void => {
  worker = dataWorker
  dataWorker.addEventListener('message', (event: MessageEvent<FromWorker>) => receive(event.data))
}

/** Posts to the worker, with ports to hand over. */
export const tellWorker = (message: ToWorker, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer)

/** One question to the worker. Expected failures are inside the answer; a rejection is a bug. */
export const call = <N extends WorkspaceCall>(name: N, ...args: WorkspaceCalls[N]['args']): Promise<WorkspaceCalls[N]['answer']> => {
  lastId += 1
  const id = lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
    tellWorker({ kind: 'call', id, name, args })
  })
}

/** Listens to what the worker tells unasked; returns the way to stop. */
export const onWorker = <E extends keyof WorkspaceEvents>(event: E, listener: (payload: WorkspaceEvents[E]) => void): (() => void) => {
  const set = listeners.get(event) ?? new Set()
  listeners.set(event, set)
  set.add(listener as Listener)
  return () => set.delete(listener as Listener)
}

/**
 * The newest answer to a question, asked again whenever one of its topics moves. `args` are compared by their JSON.
 * While a newer answer is on its way the last one stays, so that nothing flickers.
 */
export const useAnswer = <N extends WorkspaceCall>(topics: readonly Topic[], name: N, ...args: WorkspaceCalls[N]['args']): WorkspaceCalls[N]['answer'] | undefined => {
  const [answer, setAnswer] = useState<WorkspaceCalls[N]['answer']>()
  const asked = useRef(0)
  const key = JSON.stringify(args)
  const topicKey = topics.join()
  const refresh = useCallback(() => {
    asked.current += 1
    const turn = asked.current
    void call(name, ...(JSON.parse(key) as WorkspaceCalls[N]['args'])).then((value) => {
      if (turn === asked.current) setAnswer(value)
    })
  }, [name, key])
  useEffect(() => {
    refresh()
    const wanted = topicKey.split(',')
    return onWorker('data', ({ topics: moved }) => {
      if (moved.some((topic) => wanted.includes(topic))) refresh()
    })
  }, [refresh, topicKey])
  return answer
}
