import Box from '@mui/material/Box'
import type { ReactElement } from 'react'

/** The title of a part of the screen, with a few words at its end. */
export const SectionTitle = ({ title, hint }: { title: string; hint?: string }): ReactElement => (
  <Box sx={{ display: 'flex', alignItems: 'baseline', gap: '12px', minHeight: 28, flex: 'none' }}>
    <Box component="h2" sx={{ m: 0, fontSize: 14, lineHeight: '20px', fontWeight: 600 }}>{title}</Box>
    {hint === undefined ? null : <Box sx={{ ml: 'auto', fontSize: 12, color: 'var(--text2)' }}>{hint}</Box>}
  </Box>
)
