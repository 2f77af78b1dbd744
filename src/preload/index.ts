// The bridge of the page: asks and events by the names of the contract, and the vault's port passed on unread. No logic.
import { contextBridge, ipcRenderer } from 'electron'
import { IPC_EVENTS, IPC_NAMES, VAULT_PORT_MESSAGE, type IpcEvent, type IpcName } from '../shared/ipc-names.ts'

contextBridge.exposeInMainWorld('bridge', {
  invoke: (name: IpcName, request: unknown): Promise<unknown> =>
    IPC_NAMES.includes(name) ? ipcRenderer.invoke(name, request) : Promise.reject(new Error('unknown channel')),
  on: (event: IpcEvent, listener: (payload: unknown) => void): (() => void) => {
    if (!IPC_EVENTS.includes(event)) throw new Error('unknown event')
    // the event object itself would give the page a way to the sender
    const forward = (_event: unknown, payload: unknown): void => listener(payload)
    ipcRenderer.on(event, forward)
    return () => ipcRenderer.off(event, forward)
  },
})

ipcRenderer.on(VAULT_PORT_MESSAGE, (event, operatorId: unknown) => {
  window.postMessage({ kind: VAULT_PORT_MESSAGE, operatorId }, location.origin, event.ports)
})
