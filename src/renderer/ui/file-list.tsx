import AttachFileIcon from '@mui/icons-material/AttachFile'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileView } from '../../shared/workspace.ts'
import { useFormats } from './use-formats.ts'

const Root = styled('section')({
  fontSize: 13, lineHeight: '20px', '& > h3': { margin: '0 0 4px', fontSize: 14, fontWeight: 600 }, '& > ul': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { display: 'flex', alignItems: 'center', gap: 6, minWidth: 0 }, '& svg': { fontSize: 16, color: 'var(--text2)', flex: 'none' },
  '& .name': { overflowWrap: 'anywhere' }, '& .state': { color: 'var(--text2)', fontSize: 12, whiteSpace: 'nowrap', marginLeft: 'auto' },
})
type Shown = Pick<FileView, 'id' | 'name' | 'size' | 'sent' | 'state' | 'code'>

/** Files of a command or a message with size and, unless `plain`, how far each is. */
export const FileList = ({ files, plain = false }: { files: readonly Shown[]; plain?: boolean }): ReactElement => {
  const { t } = useTranslation()
  const format = useFormats('UTC')
  const stateOf = ({ state, sent, size, code }: Shown): string => (code === null ? t(`card.fileState.${state}`, { percent: Math.floor((sent / size) * 100) }) : t(`errors.${code}.field`))
  return (
    <Root aria-label={t('card.files')}>
      <h3>{t('card.files')}</h3>
      <ul>
        {files.map((file) => (
          <li key={file.id}><AttachFileIcon aria-hidden="true" /><span className="name">{file.name}</span><span className="state">{[format.bytes(file.size), plain ? '' : stateOf(file)].filter(Boolean).join(' · ')}</span></li>
        ))}
      </ul>
    </Root>
  )
}
