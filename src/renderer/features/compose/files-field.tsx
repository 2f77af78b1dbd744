import AttachFileIcon from '@mui/icons-material/AttachFile'
import CloseIcon from '@mui/icons-material/Close'
import SaveAltIcon from '@mui/icons-material/SaveAlt'
import PhotoSizeSelectLargeIcon from '@mui/icons-material/PhotoSizeSelectLarge'
import { styled } from '@mui/material/styles'
import { useRef, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { FileView } from '../../../shared/workspace.ts'
import { ActionButton, IconAction } from '../../ui/action-button.tsx'
import { Field } from '../../ui/field.tsx'
import { useSaving } from '../../ui/file-list.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useKeys } from '../../ui/use-keys.ts'
import { saveAttached } from '../../store.ts'
import { useWorkspace } from '../../workspace.ts'
import { idOf } from './form-paths.ts'
import type { FormFiles } from './use-files.ts'
import type { Form } from './use-form.ts'

/** Smaller photos are not worth a decision during a call. */
const SHRINK_FROM_BYTES = 1024 * 1024
const SHRINKABLE = ['jpg', 'png']

/** «Файлы» beside «Место»: one button, one key. */
export const FilesField = ({ form, files }: { form: Form; files: FormFiles }): ReactElement => {
  const { t } = useTranslation()
  const { limits } = useWorkspace()
  const input = useRef<HTMLInputElement>(null)
  const pick = (): void => input.current?.click()
  useKeys({ 'Ctrl+O': { label: t('compose.files.add'), run: pick } })
  const id = idOf('appeal.files')
  const accept = limits.files.types.map((type) => `.${type}`).join()
  return (
    <Field label={t('compose.field.appeal.files')} htmlFor={id} {...form.look('appeal.files')}>
      <ActionButton id={id} fullWidth icon={<AttachFileIcon />} label={t('compose.files.add')} keys="Ctrl+O" disabled={files.isBusy} onClick={pick} />
      <input
        ref={input} type="file" multiple hidden accept={`${accept},.jpeg`}
        onChange={({ target }) => {
          files.attach([...(target.files ?? [])].map((file) => ({ file, isFolder: false })))
          target.value = ''
        }}
      />
    </Field>
  )
}

const List = styled('ul')({ listStyle: 'none', margin: 0, padding: 0, display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(168px, 1fr))', gap: 4, flex: 'none' })
const Item = styled('li')({
  display: 'flex', alignItems: 'center', gap: 4, height: 28, minWidth: 0, paddingLeft: 8, fontSize: 12, lineHeight: '16px', border: '1px solid var(--line-strong)', borderRadius: 4,
  '&[data-state="refused"]': { borderColor: 'var(--over)' },
  '& > .name': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flex: '1 1 auto', minWidth: 0 },
  '& > .size': { color: 'var(--text2)', whiteSpace: 'nowrap', flex: 'none' },
})
const Line = styled('div')({ fontSize: 12, lineHeight: '16px', color: 'var(--over)', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flex: 'none' })

const One = ({ file, files, onSave }: { file: FileView; files: FormFiles; onSave: (file: FileView) => void }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const format = useFormats(timeZone)
  const state = file.code === null ? t(`card.fileState.${file.state}`, { percent: Math.floor((file.sent / file.size) * 100) }) : t(`errors.${file.code}.field`)
  return (
    <Item data-state={file.state} title={`${file.name}, ${format.bytes(file.size)}, ${state}`}>
      <span className="name">{file.name}</span>
      <span className="size">{file.state === 'sending' ? t('compose.files.progress', { sent: format.bytes(file.sent), size: format.bytes(file.size) }) : format.bytes(file.size)}</span>
      {SHRINKABLE.includes(file.kind) && file.size > SHRINK_FROM_BYTES && file.state !== 'sending' ? <IconAction label={t('compose.files.shrink', { name: file.name })} icon={<PhotoSizeSelectLargeIcon sx={{ '&&': { fontSize: 16 } }} />} onClick={() => files.shrink(file)} /> : null}
      {/* on its way the name needs the room more */}
      {file.state === 'sending' ? null : <IconAction label={t('card.saveFile', { name: file.name })} icon={<SaveAltIcon sx={{ '&&': { fontSize: 16 } }} />} onClick={() => onSave(file)} />}
      <IconAction label={t('compose.files.remove', { name: file.name })} icon={<CloseIcon sx={{ '&&': { fontSize: 16 } }} />} onClick={() => files.remove(file.id)} />
    </Item>
  )
}

/** What is attached, and what was not taken with its reason. */
export const FilesList = ({ files }: { files: FormFiles }): ReactElement | null => {
  const { t } = useTranslation()
  const { views, refused, failure, isBusy } = files
  const { said, start } = useSaving((file) => saveAttached(file, 'here'))
  if (views.length === 0 && refused.length === 0 && failure === null && !isBusy) return null
  return (
    <>
      {isBusy ? <div role="status" style={{ fontSize: 12, lineHeight: '16px' }}>{t('compose.files.checking')}</div> : null}
      {views.length === 0 ? null : <List aria-label={t('compose.files.list')}>{views.map((file) => <One key={file.id} file={file} files={files} onSave={start} />)}</List>}
      {said === null ? null : <div role={said.isFailure ? 'alert' : 'status'} style={{ fontSize: 12, lineHeight: '16px', flex: 'none', ...(said.isFailure ? { color: 'var(--over)' } : {}) }}>{said.words}</div>}
      {refused.length === 0 && failure === null ? null : (
        <div role="alert" style={{ flex: 'none' }}>
          {failure === null ? null : <Line>{`${t('compose.files.refused')}: ${t(`errors.${failure.code}.field`)}`}</Line>}
          {refused.map(({ name, code, params }, index) => {
            const why = `${name}: ${t(`errors.${code}.field`, { ...params })}`
            return <Line key={`${name} ${index}`} title={`${t(`errors.${code}.what`)} ${t(`errors.${code}.safe`)} ${t(`errors.${code}.todo`)}`}>{why}</Line>
          })}
        </div>
      )}
    </>
  )
}
