import AccessTimeIcon from '@mui/icons-material/AccessTime'
import FavoriteBorderIcon from '@mui/icons-material/FavoriteBorder'
import { styled } from '@mui/material/styles'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { REGIMES } from '../../../shared/terms.ts'
import { Segmented } from '../../ui/choice.tsx'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { allowsFz59 } from './edit-draft.ts'
import { idOf } from './form-paths.ts'
import { promiseLines, type Promised, type PromiseFacts } from './promise.ts'
import type { Form } from './use-form.ts'

const Root = styled('div')({
  display: 'flex', alignItems: 'center', gap: 12, minHeight: 50, flex: 'none', marginTop: 5, padding: '5px 10px 5px 12px', borderRadius: 4, backgroundColor: 'var(--done-tint)', boxShadow: 'inset 0 0 0 1px var(--tint-frame)',
  '& > svg': { fontSize: 28, color: 'var(--done)', flex: 'none' }, '& > .words': { flex: 1, minWidth: 0 },
  '& > .words strong': { display: 'block', fontSize: 16, lineHeight: '20px', fontWeight: 600, color: 'var(--done)' },
  '& > .words span': { display: 'block', fontSize: 12, lineHeight: '16px', color: 'var(--text2)' },
  '&[data-kind="unknown"]': { backgroundColor: 'var(--raised)', '& > svg, & > .words strong': { color: 'var(--text2)' } },
  '@media (forced-colors: active)': { border: '1px solid CanvasText' },
})

/** The green promise, and the regime that decides it. */
export const PromiseBox = ({ form, promised, facts }: { form: Form; promised: Promised; facts: PromiseFacts }): ReactElement => {
  const { t } = useTranslation()
  const { timeZone } = useWorkspace()
  const { title, detail } = promiseLines(promised, facts, { t }, useFormats(timeZone))
  const mayFz59 = allowsFz59(form.draft.intake.channel)
  return (
    <Root data-kind={promised.kind}>
      {promised.kind === 'none' ? <FavoriteBorderIcon /> : <AccessTimeIcon />}
      <div className="words" aria-live="polite"><strong>{title}</strong><span>{detail}</span></div>
      <Segmented
        id={idOf('appeal.regime')} label={t('compose.field.appeal.regime')} value={form.draft.appeal.regime}
        options={REGIMES.map((value) => ({ value, label: t(`compose.regime.${value}`), ...(value === 'FZ59' && !mayFz59 ? { disabled: true, why: t('compose.fz59ByCall') } : {}) }))}
        onChange={(regime) => form.edit({ appeal: { regime } })}
      />
    </Root>
  )
}
