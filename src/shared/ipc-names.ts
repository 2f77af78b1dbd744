// Names only: the sandboxed preload may import nothing more.

export const IPC_NAMES = [
  'app:facts', 'settings:get', 'settings:set', 'session:sign-in', 'session:cancel-sign-in', 'session:sign-out', 'session:facts', 'vault:open',
  'link:set', 'disk:facts', 'citizen:open', 'window:set-title-bar',
  'app:report', 'file:save',
  'export:table', 'export:paper',
] as const
export type IpcName = (typeof IPC_NAMES)[number]

export const IPC_EVENTS = ['app:changed', 'session:changed', 'link:changed', 'settings:changed'] as const
export type IpcEvent = (typeof IPC_EVENTS)[number]

/** Message that carries the data worker's port through the page: the page passes it on unread. */
export const VAULT_PORT_MESSAGE = 'priyom:vault-port'
