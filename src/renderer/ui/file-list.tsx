import AttachFileIcon from '@mui/icons-material/AttachFile'
import SaveAltIcon from '@mui/icons-material/SaveAlt'
import { styled } from '@mui/material/styles'
import { useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../shared/errors.ts'
import type { FileView } from '../../shared/workspace.ts'
import { IconAction } from './action-button.tsx'
import { useFormats } from './use-formats.ts'

const Root = styled('section')({
  fontSize: 13, lineHeight: '20px', '& > h3': { margin: '0 0 4px', fontSize: 14, fontWeight: 600 }, '& > ul': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { display: 'flex', alignItems: 'center', gap: 6, minWidth: 0 }, '& svg': { fontSize: 16, color: 'var(--text2)', flex: 'none' },
  '& .name': { overflowWrap: 'anywhere' }, '& .state': { color: 'var(--text2)', fontSize: 12, whiteSpace: 'nowrap', marginLeft: 'auto' }, '& > p': { margin: '4px 0 0', fontSize: 12, lineHeight: '16px' },
})
type Shown = Pick<FileView, 'id' | 'name' | 'size' | 'sent' | 'state' | 'code'>
export type SaveFile = (file: { id: string; name: string }) => Promise<Result<{ saved: boolean }>>

/** What saving a copy came to, in words; null: nothing to say. */
export const useSaving = (save: SaveFile | undefined): { said: { words: string; isFailure: boolean } | null; start: (file: { id: string; name: string }) => void } => {
  const { t } = useTranslation()
  const [said, setSaid] = useState<{ words: string; isFailure: boolean } | null>(null)
  const start = (file: { id: string; name: string }): void => {
    setSaid(null)
    void save?.(file).then((answer) => {
      if (!answer.ok) setSaid({ isFailure: true, words: (['what', 'safe', 'todo'] as const).map((part) => t(`errors.${answer.error.code}.${part}`)).join(' ') })
      else if (answer.value.saved) setSaid({ isFailure: false, words: t('card.savedFile') })
    })
  }
  return { said, start }
}

/** Files of a command or a message with size and, unless `plain`, how far each is; `onSave` writes a copy to the disk, nothing is opened here. */
export const FileList = ({ files, plain = false, onSave }: { files: readonly Shown[]; plain?: boolean; onSave?: SaveFile }): ReactElement => {
  const { t } = useTranslation()
  const format = useFormats('UTC')
  const { said, start } = useSaving(onSave)
  const stateOf = ({ state, sent, size, code }: Shown): string => (code === null ? t(`card.fileState.${state}`, { percent: Math.floor((sent / size) * 100) }) : t(`errors.${code}.field`))
  return (
    <Root aria-label={t('card.files')}>
      <h3>{t('card.files')}</h3>
      <ul>
        {files.map((file) => (
          <li key={file.id}>
            <AttachFileIcon aria-hidden="true" />
            <span className="name">{file.name}</span>
            <span className="state">{[format.bytes(file.size), plain ? '' : stateOf(file)].filter(Boolean).join(' · ')}</span>
            {onSave === undefined ? null : <IconAction label={t('card.saveFile', { name: file.name })} icon={<SaveAltIcon />} onClick={() => start(file)} />}
          </li>
        ))}
      </ul>
      {said === null ? null : <p role={said.isFailure ? 'alert' : 'status'} style={said.isFailure ? { color: 'var(--over)' } : {}}>{said.words}</p>}
    </Root>
  )
}
