// The system's dialogs for transfer files and the private key. They know names of files, nothing of what is in them.
import { dialog, type BrowserWindow } from 'electron'
import type { TransferDialogs } from './serve-transfer.ts'

type Words = (key: string) => string

/** Dialogs of that window in the words of the moment. */
export const transferDialogs = (window: () => BrowserWindow | null, t: Words): TransferDialogs => {
  const filters = () => [{ name: t('system.transfer.files'), extensions: ['priyom'] }]
  const choose = async (title: string, kinds: Electron.FileFilter[]): Promise<string | undefined> => {
    const parent = window()
    const options: Electron.OpenDialogOptions = { title, filters: kinds, properties: ['openFile', 'dontAddToRecent'] }
    const chosen = parent === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(parent, options)
    return chosen.canceled ? undefined : chosen.filePaths[0]
  }
  return {
    chooseTarget: async (name) => {
      const parent = window()
      const options: Electron.SaveDialogOptions = { title: t('system.transfer.save'), defaultPath: name, filters: filters(), properties: ['showOverwriteConfirmation', 'createDirectory', 'dontAddToRecent'] }
      const chosen = parent === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(parent, options)
      return chosen.canceled || chosen.filePath === '' ? undefined : chosen.filePath
    },
    chooseSource: () => choose(t('system.transfer.open'), filters()),
    chooseKey: () => choose(t('system.transfer.key'), [{ name: t('system.transfer.keys'), extensions: ['pem', 'key'] }, { name: t('system.transfer.any'), extensions: ['*'] }]),
  }
}
