import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ok, type Failure, type Result } from '../../../shared/errors.ts'
import type { ShiftLine, ShiftReport } from '../../../shared/shift.ts'
import { ask } from '../../bridge.ts'
import { call } from '../../store.ts'
import { useFormats } from '../../ui/use-formats.ts'
import { useWorkspace } from '../../workspace.ts'
import { actOf, listOf, type FileFacts } from './shift-files.ts'

export type Told = { kind: 'saved' } | { kind: 'failed'; failure: Failure } | null
type Parts = { report: ShiftReport; /** Of the shift that was just closed; null: ask the worker. */ lines: readonly ShiftLine[] | null; successor: string | null; note: string; operator: string }

/** «Акт смены, PDF» and «Выгрузить список»: one at a time; what came of it is told. */
export const useShiftFiles = (): { told: Told; save: (which: 'act' | 'list', parts: Parts) => Promise<void> } => {
  const { t } = useTranslation()
  const { timeZone, cabinet, sync, language, mode } = useWorkspace()
  const format = useFormats(timeZone)
  const [told, setTold] = useState<Told>(null)
  const [busy, setBusy] = useState(false)

  const write = async (which: 'act' | 'list', { lines, ...parts }: Parts): Promise<Result<{ outcome: 'saved' | 'cancelled' }>> => {
    const asked = lines === null ? await call('shift:lines') : ok([...lines])
    if (!asked.ok) return asked
    const facts: FileFacts = { t, format, ...parts, lines: asked.value, link: sync.link, timeZone, language, cabinet: cabinet.name, isTraining: mode === 'training' }
    return which === 'act' ? ask('export:paper', actOf(facts)) : ask('export:table', listOf(facts))
  }
  return {
    told,
    save: async (which, parts) => {
      if (busy) return
      setBusy(true)
      setTold(null)
      const written = await write(which, parts).finally(() => setBusy(false))
      if (!written.ok) setTold({ kind: 'failed', failure: written.error })
      else if (written.value.outcome === 'saved') setTold({ kind: 'saved' })
    },
  }
}
