import { styled } from '@mui/material/styles'
import type { ReactElement, ReactNode } from 'react'

const List = styled('dl')({
  margin: 0, display: 'grid', gridTemplateColumns: '220px minmax(0, 1fr)', gap: '4px 14px', fontSize: 14, lineHeight: '20px',
  '& dt': { color: 'var(--text2)' }, '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
})
const Group = styled('section')({ '& h2': { margin: '0 0 6px', fontSize: 14, lineHeight: '20px', fontWeight: 600 } })

/** A heading with names and values below it. */
export const FactGroup = ({ title, rows, children }: { title: string; rows?: readonly (readonly [string, ReactNode])[]; children?: ReactNode }): ReactElement => (
  <Group aria-label={title}>
    <h2>{title}</h2>
    {rows === undefined ? null : <List>{rows.flatMap(([name, value]) => [<dt key={`${name}-name`}>{name}</dt>, <dd key={name}>{value}</dd>])}</List>}
    {children}
  </Group>
)
