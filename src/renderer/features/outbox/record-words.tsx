import Box from '@mui/material/Box'
import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '../../../shared/contract/draft.ts'
import type { FileView } from '../../../shared/workspace.ts'
import { FileList, type SaveFile } from '../../ui/file-list.tsx'

/** More than is needed to know a record again. */
const SHOWN_AT_MOST = 6_000
const masked = (phone: string): string => {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 5 ? phone : `+${digits.slice(0, 1)} ${digits.slice(1, 4)} ···-··-${digits.slice(-2)}`
}

const Fact = ({ name, children }: { name: string; children: ReactNode }): ReactElement => (
  <>
    <Box component="dt" sx={{ color: 'var(--text2)' }}>{name}</Box>
    <Box component="dd" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>{children}</Box>
  </>
)

/** A record's own words: text, place, who, how to reach them (masked: the list may be seen by others). */
export const RecordWords = ({ title, draft, files, onSave }: { title: string; draft: Draft; files: readonly FileView[]; onSave?: SaveFile }): ReactElement => {
  const { t } = useTranslation()
  const { applicant, appeal } = draft
  const text = appeal.text.length > SHOWN_AT_MOST ? `${appeal.text.slice(0, SHOWN_AT_MOST)}…` : appeal.text
  return (
    <Box component="section" aria-label={title} sx={{ mt: '14px' }}>
      <Box component="h3" sx={{ m: 0, mb: '4px', fontSize: 14, fontWeight: 600 }}>{title}</Box>
      <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Box>
      <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: '96px 1fr', columnGap: '8px', rowGap: '4px', m: 0, mt: '8px', fontSize: 13, lineHeight: '18px' }}>
        <Fact name={t('card.place')}>{(appeal.placeIsAddress ? applicant.address : appeal.place) || t('lists.noPlace')}</Fact>
        <Fact name={t('card.applicant')}>{[applicant.organisationName, applicant.surname, applicant.name, applicant.noPatronymic ? '' : applicant.patronymic].filter(Boolean).join(' ') || t('lists.noApplicant')}</Fact>
        {applicant.phone === '' ? null : <Fact name={t('card.phone')}>{masked(applicant.phone)}</Fact>}
        {files.length === 0 ? <Fact name={t('card.files')}>{t('tray.noFiles')}</Fact> : null}
      </Box>
      {files.length > 0 && <Box sx={{ mt: '10px' }}><FileList files={files} {...(onSave === undefined ? {} : { onSave })} /></Box>}
    </Box>
  )
}
