import type { ReactElement, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText, type ErrorFacts } from './error-text.ts'
import { Note, type Tone } from './note.tsx'

/** A failure in three parts. What is safe stands before what to do. */
export const FailureNote = ({ failure, tone = 'over', children }: { failure: ErrorFacts; tone?: Tone; children?: ReactNode }): ReactElement => {
  const { t } = useTranslation()
  const { what, safe, todo } = errorText(t, failure)
  return (
    <Note tone={tone} title={what} live="polite">
      <p>{[safe, todo].filter((part) => part !== '').join(' ')}</p>
      {children}
    </Note>
  )
}
