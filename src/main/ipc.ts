// Every IPC channel: who may ask, what goes in, what goes out. A wrong sender or payload is a logged refusal.
import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { AppError, fail, ok, type Failure, type Result } from '../shared/errors.ts'
import { IPC, IPC_EVENT_PAYLOADS, type IpcEventPayload, type IpcRequest, type IpcResponse } from '../shared/ipc.ts'
import { IPC_NAMES, type IpcEvent, type IpcName } from '../shared/ipc-names.ts'
import type { Log } from './log.ts'
import { APP_ORIGIN } from './protocol.ts'

export type IpcHandlers = { [N in IpcName]: (request: IpcRequest<N>, page: WebContents) => Promise<Result<IpcResponse<N>>> | Result<IpcResponse<N>> }

/** Whether the asking frame is the main frame of our own page. */
export const isOurPage = (event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean => {
  const frame = event.senderFrame
  if (frame === null || frame !== event.sender.mainFrame || !URL.canParse(frame.url)) return false
  const url = new URL(frame.url)
  return `${url.protocol}//${url.host}` === APP_ORIGIN
}

/** Registers one row per channel. Call once. */
export const serveIpc = (handlers: IpcHandlers, log: Log): void => {
  for (const name of IPC_NAMES) {
    ipcMain.handle(name, async (event, request: unknown): Promise<Result<unknown>> => {
      if (!isOurPage(event)) return refuse(log, name, 'sender')
      const parsed = IPC[name].request.safeParse(request)
      if (!parsed.success) return refuse(log, name, 'request')
      return answer(handlers, name, parsed.data, event.sender, log)
    })
  }
}

const refuse = (log: Log, channel: string, reason: string): { ok: false; error: Failure } => {
  log('error', 'ipc.refused', { channel, reason })
  return fail('E-IPC', { channel, reason })
}

type AnyHandler = (request: unknown, page: WebContents) => Promise<Result<unknown>> | Result<unknown>

const answer = async (handlers: IpcHandlers, name: IpcName, request: unknown, page: WebContents, log: Log): Promise<Result<unknown>> => {
  try {
    const result = await (handlers[name] as AnyHandler)(request, page)
    if (!result.ok) return result
    const parsed = IPC[name].response.safeParse(result.value)
    return parsed.success ? ok(parsed.data) : refuse(log, name, 'response')
  } catch (error) {
    // a bug here must not leave the page waiting; its words may hold data, so only its kind is told
    const reason = error instanceof AppError ? error.code : error instanceof Error ? error.name : 'unknown'
    log('error', 'ipc.failed', { channel: name, reason })
    return fail('E-INTERNAL', { channel: name })
  }
}

/** Tells a page that something changed. */
export const tellPage = <E extends IpcEvent>(page: WebContents | undefined, event: E, payload: IpcEventPayload<E>): void => {
  if (page !== undefined && !page.isDestroyed()) page.send(event, IPC_EVENT_PAYLOADS[event].parse(payload))
}
