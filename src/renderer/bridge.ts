// The only file that reads window.bridge. Answers of main are envelopes; a refusal there is a bug or an attack here.
import type { Result } from '../shared/errors.ts'
import type { IpcEventPayload, IpcRequest, IpcResponse } from '../shared/ipc.ts'
import type { IpcEvent, IpcName } from '../shared/ipc-names.ts'

export type Bridge = {
  invoke: (name: IpcName, request: unknown) => Promise<unknown>
  on: (event: IpcEvent, listener: (payload: unknown) => void) => () => void
}
declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/** Asks main. Failures are values; main has parsed both directions by the schemas of shared/ipc. */
export const ask = async <N extends IpcName>(name: N, request: IpcRequest<N>): Promise<Result<IpcResponse<N>>> =>
  (await window.bridge.invoke(name, request)) as Result<IpcResponse<N>>

/** Listens to main; returns the way to stop. */
export const listen = <E extends IpcEvent>(event: E, listener: (payload: IpcEventPayload<E>) => void): (() => void) =>
  window.bridge.on(event, (payload) => listener(payload as IpcEventPayload<E>))
