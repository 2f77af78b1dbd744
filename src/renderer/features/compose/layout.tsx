import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'

const DENSE = '@media (max-height: 740px)'

export const SectionRoot = styled('section')({
  position: 'relative', display: 'flex', flexDirection: 'column', gap: 5, padding: '8px 16px 8px', minHeight: 0, flex: 'none',
  '& + &': { borderTop: '1px solid var(--line)' },
  '& > h2': { display: 'flex', alignItems: 'center', gap: 8, height: 32, flex: 'none', margin: 0, fontSize: 14, lineHeight: '20px', fontWeight: 600 },
  '& > h2 > span': { display: 'inline-flex', alignItems: 'center', justifyContent: 'center', width: 20, height: 20, borderRadius: 3, fontSize: 12, color: 'var(--text2)', backgroundColor: 'var(--sunken)' },
  '& > .text-box': { display: 'flex', flexDirection: 'column', flex: '1 1 auto', minHeight: 110, '@media (min-width: 1600px)': { maxHeight: 282 } },
  '& > .lifted': { position: 'absolute', top: 10, right: 16 },
  [DENSE]: { padding: '4px 16px', gap: 3, '& > .lifted': { top: 6 } },
  '&[data-crowded="true"]': { [DENSE]: { gap: 1, padding: '2px 16px', '& > h2': { height: 28 }, '& > .lifted': { top: 2 } } },
})

/** A numbered part of the form. `lifted` stands last for Tab and first for the eye: in the head's row. */
export const Section = ({ number, title, lifted, children, crowded = false, fill = false }: { number: number; title: string; lifted: ReactNode; children: ReactNode; crowded?: boolean; fill?: boolean }): ReactElement => (
  <SectionRoot aria-label={title} data-crowded={crowded} style={fill ? { flex: '1 1 auto' } : undefined}>
    <h2><span aria-hidden="true">{number}</span>{title}</h2>
    {children}
    <div className="lifted">{lifted}</div>
  </SectionRoot>
)

/** A switch in the label row of a field: no taller than the label itself. */
export const LabelSwitch = styled('span')({ display: 'flex', alignItems: 'center', height: 20 })

export const Row = styled('div')({ display: 'grid', gap: 10, flex: 'none', alignItems: 'start' })

/**
 * Three columns: applicant and intake, message, help. The foot stands under the first two. Tab walks applicant, message, intake:
 * the order of a call, not of the columns, so both columns scroll as one where a window is too low.
 */
export const FormGrid = styled('div')({
  display: 'grid', flex: 1, height: '100%', minHeight: 0, minWidth: 0, backgroundColor: 'var(--surface)',
  gridTemplateColumns: 'minmax(0, 1fr) 330px', gridTemplateRows: 'minmax(0, 1fr) auto auto', gridTemplateAreas: '"record help" "notes help" "foot help"',
  '@media (min-width: 1600px)': { gridTemplateColumns: 'minmax(0, 1fr) 420px' },
  '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(0, 1fr)', gridTemplateAreas: '"record" "notes" "foot"' },
  '@media (max-width: 899px)': { display: 'block', overflowY: 'auto' },
  '& > .record': {
    gridArea: 'record', display: 'grid', minHeight: 0, overflowY: 'auto', gridTemplateColumns: '376px minmax(0, 1fr)', gridTemplateRows: 'auto minmax(auto, 1fr)', gridTemplateAreas: '"who what" "intake what"',
    '@media (min-width: 1600px)': { gridTemplateColumns: '480px minmax(0, 1fr)' },
    '@media (max-width: 1099px)': { gridTemplateColumns: 'minmax(300px, 376px) minmax(0, 1fr)' },
    '@media (max-width: 899px)': { display: 'block' },
  },
  '& .who': { gridArea: 'who', borderRight: '1px solid var(--line)' },
  '& .intake': { gridArea: 'intake', borderRight: '1px solid var(--line)', borderTop: '1px solid var(--line)' },
  '& .what': { gridArea: 'what', display: 'flex', flexDirection: 'column', minHeight: 0, overflowY: 'auto', '@media (max-width: 899px)': { borderTop: '1px solid var(--line)' } },
  '& > .notes': { gridArea: 'notes', display: 'flex', flexDirection: 'column', gap: 8, padding: '0 14px 8px' },
  '& > .notes:empty': { display: 'none' },
  '& > .foot': { gridArea: 'foot', minWidth: 0 },
  '& > aside': { gridArea: 'help', borderLeft: '1px solid var(--line)', backgroundColor: 'var(--raised)', '@media (max-width: 1099px)': { display: 'none' } },
})

export const WIDE = '(min-width: 1600px)'
/** Here the help beside the form has no room. */
export const NARROW = '(max-width: 1099px)'
