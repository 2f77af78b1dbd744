import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../ui/brand-mark.tsx'

/** The name of the workplace, large. */
export const SignInBrand = (): ReactElement => {
  const { t } = useTranslation()
  return (
    <h1 style={{ display: 'flex', alignItems: 'center', gap: 12, fontSize: 36, lineHeight: '44px', fontWeight: 600 }}>
      <BrandMark size={44} />
      {t('shell.brand')}
    </h1>
  )
}
