// How a data key reaches the data worker: over a port of its own, which the page passes on unread. Never by an IPC answer.
import { MessageChannelMain, type WebContents } from 'electron'
import type { Mode } from '../../shared/contract/meta.ts'
import type { VaultGrant } from '../../shared/ipc.ts'
import { VAULT_PORT_MESSAGE } from '../../shared/ipc-names.ts'
import { journalKey } from '../journal/format.ts'
import type { Journals } from '../journal/serve-journal.ts'
import type { TransferDialogs, Transfers } from '../transfer/serve-transfer.ts'
import type { VaultKey } from './vault.ts'

export type GrantPorts = { journals: Journals; transfers: Transfers; dialogs: TransferDialogs }

/** Sends the page a port that delivers the key to whoever starts it, and answers for the journal and transfer files afterwards. Our copy of the key is wiped. */
export const grantKey = (page: WebContents, operatorId: string, mode: Mode, opened: VaultKey, { journals, transfers, dialogs }: GrantPorts): void => {
  const { port1, port2 } = new MessageChannelMain()
  transfers.serve(port2, dialogs)
  journals.serve(port2, { operatorId, mode, keyId: opened.keyId, key: journalKey(opened.key) })
  const grant: VaultGrant = { kind: 'vault-key', operatorId, mode, keyId: opened.keyId, key: opened.key }
  port2.postMessage(grant)
  page.postMessage(VAULT_PORT_MESSAGE, operatorId, [port1])
  opened.key.fill(0)
}
