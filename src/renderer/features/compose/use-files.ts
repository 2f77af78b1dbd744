import { useEffect, useState, type ClipboardEvent, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure } from '../../../shared/errors.ts'
import type { FileRefusal, FileView, PickedFile } from '../../../shared/workspace.ts'
import { ask } from '../../bridge.ts'
import { call, useAnswer } from '../../store.ts'
import { hasRoom } from './room-for-files.ts'
import type { OpenDraft } from './use-draft.ts'

export type FormFiles = {
  views: readonly FileView[]
  /** Reading, checking and sealing under way. */
  isBusy: boolean
  refused: readonly FileRefusal[]
  failure: Failure | null
  attach: (picked: readonly PickedFile[]) => void
  remove: (id: string) => void
  shrink: (file: FileView) => void
  /** For the whole form: what is dropped on it or pasted into it. */
  takers: { onDragOver: (event: DragEvent) => void; onDrop: (event: DragEvent) => void; onPaste: (event: ClipboardEvent) => void }
}

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes('Files')
/** A folder looks like a file until it is asked. */
const droppedFiles = ({ dataTransfer }: DragEvent): PickedFile[] =>
  [...dataTransfer.items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null
    return file === null ? [] : [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory === true }]
  })

/** Files of the open draft: the worker reads, checks and keeps them; the form shows what it says. */
export const useFiles = (open: OpenDraft): FormFiles => {
  const { t } = useTranslation()
  const { draft, now, save, noteFiles } = open
  const views = useAnswer(['files', 'drafts'], 'files:view', draft.id) ?? []
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<readonly FileRefusal[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const ids = views.map(({ id }) => id).join()
  useEffect(() => {
    const { id } = now()
    if (id !== '') void call('drafts:get', id).then((stored) => { if (stored.ok) noteFiles(stored.value.files) })
  }, [ids, now, noteFiles])

  const attachAll = async (picked: readonly PickedFile[]): Promise<void> => {
    if (!(await save())) return
    const disk = await ask('disk:facts', undefined)
    if (disk.ok && !hasRoom(disk.value.freeBytes, picked.map(({ file }) => file.size))) return setFailure({ code: 'E-DISK' })
    const answer = await call('files:attach', now().id, [...picked])
    setFailure(answer.ok ? null : answer.error)
    setRefused(answer.ok ? answer.value.refused : [])
  }
  const attach = (picked: readonly PickedFile[]): void => {
    if (picked.length === 0 || isBusy) return
    setBusy(true)
    void attachAll(picked).finally(() => setBusy(false))
  }
  const shrink = async ({ id, name }: FileView): Promise<void> => {
    const answer = await call('files:shrink', now().id, id)
    setRefused(answer.ok ? [] : [{ name, code: answer.error.code }])
  }
  return {
    views, isBusy, refused, failure, attach,
    remove: (id) => void call('files:remove', now().id, id),
    shrink: (file) => void shrink(file),
    takers: {
      onDragOver: (event) => { if (hasFiles(event)) event.preventDefault() },
      onDrop: (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        attach(droppedFiles(event))
      },
      onPaste: (event) => {
        const pictures = [...event.clipboardData.files].filter(({ type }) => type.startsWith('image/'))
        if (pictures.length === 0 || event.clipboardData.types.includes('text/plain')) return
        event.preventDefault()
        attach(pictures.map((picture) => ({ file: new File([picture], `${t('compose.files.pasted')}.${picture.type === 'image/jpeg' ? 'jpg' : 'png'}`, { type: picture.type }), isFolder: false })))
      },
    },
  }
}
