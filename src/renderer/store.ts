// Typed client of the data worker: calls, events, and a hook that asks again when its topics move.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Result } from '../shared/errors.ts'
import type { FromWorker, ToWorker, Topic, WorkspaceCall, WorkspaceCalls, WorkspaceEvents } from '../shared/workspace.ts'
import { ask } from './bridge.ts'

type Listener = (payload: never) => void
let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
const listeners = new Map<keyof WorkspaceEvents, Set<Listener>>()
const savers = new Set<() => Promise<boolean>>()
const forgetters = new Set<() => void>()
let hearLeft: () => void = () => undefined
let hearAnswer: () => void = () => undefined
let hearCrash: (name: string) => void = () => undefined

const receive = (message: FromWorker): void => {
  if (message.kind === 'event') {
    for (const listener of listeners.get(message.event) ?? []) (listener as (payload: unknown) => void)(message.payload)
    return
  }
  if (message.kind === 'left') return hearLeft()
  if (message.kind === 'crash' && message.id === 0) return hearCrash(message.name)
  const caller = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.kind === 'answer') caller?.resolve(message.value)
  else caller?.reject(new Error(message.name))
  hearAnswer()
}

/** Joins the page to a data worker in place of the former one, of which nothing more is heard; called by app/data-worker only. */
export const connectStore = (dataWorker: Worker, onCrash: (name: string) => void): void => {
  worker = dataWorker
  hearCrash = onCrash
  waiting.clear()
  dataWorker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
    if (worker === dataWorker) receive(event.data)
  })
}

/** Posts to the worker, with ports to hand over. */
export const tellWorker = (message: ToWorker, transfer: Transferable[] = []): void => worker?.postMessage(message, transfer)

/** What an open form has to bring to the disk before its person leaves: `save` tells whether everything is there. Returns the way to stop. */
export const beforeLeaving = (save: () => Promise<boolean>): (() => void) => {
  savers.add(save)
  return () => savers.delete(save)
}
/** Brings everything typed to the disk; whether it is there. */
export const saveAll = async (): Promise<boolean> => (await Promise.all([...savers].map((save) => save()))).every((isSaved) => isSaved)
/** What a module remembers of one person and has to forget when that person leaves. */
export const whenLeaving = (forget: () => void): void => void forgetters.add(forget)

/** A turn of this thread, so that whoever heard an answer has asked the next question. */
const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
/** Says good-bye to the worker: resolves when every question is answered, every write is done and the databases are closed. */
export const leaveWorker = async (): Promise<void> => {
  for (const forget of forgetters) forget()
  // a form that was just left still saves, and cleans up after itself when that is answered
  await nextTurn()
  while (waiting.size > 0) {
    await new Promise<void>((resolve) => {
      hearAnswer = resolve
    })
    await nextTurn()
  }
  const left = new Promise<void>((resolve) => {
    hearLeft = resolve
  })
  tellWorker({ kind: 'leave' })
  await left
}

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

/** Saves a copy of an attached file where the person says: of a message from the platform, of unsent work from this computer's store. */
export const saveAttached = async ({ id, name }: { id: string; name: string }, of: 'platform' | 'here'): Promise<Result<{ saved: boolean }>> => {
  if (of === 'platform') return ask('file:save', { name, source: { of, id } })
  const bytes = await call('files:bytes', id)
  return bytes.ok ? ask('file:save', { name, source: { of: 'bytes', bytes: bytes.value } }) : bytes
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
