import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../ui/brand-mark.tsx'

/** The sign with the name. */
export const Brand = ({ size }: { size: number }): ReactElement => {
  const { t } = useTranslation()
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
      <BrandMark size={size} />
      <span style={{ fontSize: Math.round(size * 0.9), lineHeight: `${size}px`, fontWeight: 600 }}>{t('shell.brand')}</span>
    </div>
  )
}
