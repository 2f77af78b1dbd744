import PersonIcon from '@mui/icons-material/PersonOutlined'
import LogoutIcon from '@mui/icons-material/LogoutOutlined'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { styled } from '@mui/material/styles'
import { useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../shared/contract/person.ts'
import { useAction } from '../../ui/use-keys.ts'
import { shortName } from '../short-name.ts'
import { signOut } from '../wiring.ts'

const Root = styled('button')({
  display: 'inline-flex', alignItems: 'center', gap: 6, height: 26, padding: '0 6px', font: 'inherit', fontSize: 13, fontWeight: 500, color: 'inherit', background: 'none', border: 0, borderRadius: 4, cursor: 'pointer', whiteSpace: 'nowrap',
  '& svg': { fontSize: 18 },
})

/** Who works here; the menu signs the person out. */
export const PersonMenu = ({ me }: { me: Me }): ReactElement => {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const name = shortName(me)
  useAction({ id: 'sign-out', label: t('shell.signOut'), run: () => void signOut() })
  return (
    <>
      <Root ref={button} type="button" aria-label={t('shell.person', { name })} aria-haspopup="menu" aria-expanded={shown} onClick={() => setShown(true)}>
        <PersonIcon />
        {name}
      </Root>
      {shown ? (
        <Menu open anchorEl={() => button.current} onClose={() => setShown(false)} slotProps={{ list: { 'aria-label': name } }}>
          <MenuItem onClick={() => void signOut()} sx={{ gap: '8px' }}>
            <LogoutIcon sx={{ fontSize: 18 }} />
            {t('shell.signOut')}
          </MenuItem>
        </Menu>
      ) : null}
    </>
  )
}
