// A removable medium for tests of transfer files: main's own port and media code over a real folder; only the dialogs are answered here.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransfers } from '../../src/main/transfer/serve-transfer.ts'
import { linkTransfer, type TransferPort } from '../../src/renderer/worker/transfer/transfer-port.ts'

export type TestMedium = {
  folder: string
  /** What the next dialogs answer; undefined: the person changes their mind. */
  answers: { target: string | undefined; source: string | undefined; key: string | undefined }
  /** A seat's end of the port. `publicKey`: of the policy. */
  port: (publicKey?: string | null) => TransferPort
  /** Lines of the log: events and their fields. */
  log: [string, unknown][]
  remove: () => void
}

export const openMedium = (): TestMedium => {
  const folder = mkdtempSync(join(tmpdir(), 'priyom-medium-'))
  const medium: TestMedium = {
    folder,
    answers: { target: join(folder, 'queue.priyom'), source: join(folder, 'queue.priyom'), key: undefined },
    log: [],
    remove: () => rmSync(folder, { recursive: true, force: true }),
    port: (publicKey = null) => {
      const listeners: ((event: { data: unknown }) => void)[] = []
      const link = linkTransfer((request) => {
        for (const listener of listeners) listener({ data: structuredClone(request) })
      })
      createTransfers(publicKey, (_level, event, fields) => void medium.log.push([event, fields])).serve(
        {
          postMessage: (message) => void link.hear(structuredClone(message)),
          on: (event: string, listener: never) => {
            if (event === 'message') listeners.push(listener)
            return undefined
          },
        },
        { chooseTarget: async () => medium.answers.target, chooseSource: async () => medium.answers.source, chooseKey: async () => medium.answers.key },
      )
      return link
    },
  }
  return medium
}
