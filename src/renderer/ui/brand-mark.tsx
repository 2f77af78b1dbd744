import type { ReactElement } from 'react'

/** The sign: a speech bubble with a tick. */
export const BrandMark = ({ size, colour = 'var(--primary)', inner = 'var(--on-primary)' }: { size: number; colour?: string; inner?: string }): ReactElement => (
  <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
    <path fill={colour} d="M3 2h18a1.6 1.6 0 0 1 1.6 1.6v13A1.6 1.6 0 0 1 21 18.2H10l-5 4.3v-4.3H3a1.6 1.6 0 0 1-1.6-1.6v-13A1.6 1.6 0 0 1 3 2z" />
    <path fill="none" stroke={inner} strokeWidth="2.4" d="M7 10.2l3.6 3.6 6.6-7.2" />
  </svg>
)
