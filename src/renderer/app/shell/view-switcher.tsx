import CheckIcon from '@mui/icons-material/Check'
import UnfoldMoreIcon from '@mui/icons-material/UnfoldMore'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Tooltip from '@mui/material/Tooltip'
import { styled } from '@mui/material/styles'
import { useRef, useState, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { useWorkspace } from '../../workspace.ts'
import type { ViewChoice } from '../open-workspace.tsx'

const Root = styled('button')({
  display: 'flex', alignItems: 'center', gap: 8, width: '100%', minHeight: 52, padding: '8px 10px 8px 12px', flex: 'none', font: 'inherit', textAlign: 'left', color: 'var(--text)', background: 'none', border: 0,
  '& b': { display: 'block', fontSize: 13, lineHeight: '18px', fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& small': { display: 'block', fontSize: 12, lineHeight: '16px', color: 'var(--text2)', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& > span': { flex: 1, minWidth: 0 }, '& svg': { fontSize: 18, flex: 'none' },
  '&[aria-haspopup]': { cursor: 'pointer', '&:hover': { backgroundColor: 'var(--raised)' } },
  '&:focus-visible': { outlineOffset: -2 },
  '[data-folded="true"] &': { justifyContent: 'center', padding: 0, minHeight: 46 },
})
const Initials = styled('i')({ fontStyle: 'normal', fontSize: 12, fontWeight: 600, color: 'var(--primary)', backgroundColor: 'var(--primary-tint)', borderRadius: 4, padding: '4px 6px', lineHeight: '18px' })

/** In which role and cabinet the person works now. With one view only it is a sign, not a control. */
export const ViewSwitcher = ({ views, onView, folded }: { views: readonly ViewChoice[]; onView: (view: ViewChoice) => void; folded: boolean }): ReactElement => {
  const { t } = useTranslation()
  const { role, cabinet } = useWorkspace()
  const [shown, setShown] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const many = views.length > 1
  const roleName = t(`names.role.${role}`)
  const initials = roleName.split(' ').slice(0, 2).map((word) => [...word][0]?.toLocaleUpperCase() ?? '').join('')
  const words = folded ? <Initials>{initials}</Initials> : <span><b>{roleName}</b><small>{cabinet.name}</small></span>
  const name = t('shell.viewOf', { role: roleName, cabinet: cabinet.name })
  if (!many) return <Tooltip title={folded ? name : ''} placement="right"><Root as="div" role="group" aria-label={name}>{words}</Root></Tooltip>
  return (
    <>
      <Tooltip title={folded ? name : ''} placement="right">
        <Root ref={button} type="button" aria-haspopup="menu" aria-expanded={shown} aria-label={`${t('shell.view')}: ${name}`} onClick={() => setShown(true)}>
          {words}
          {folded ? null : <UnfoldMoreIcon />}
        </Root>
      </Tooltip>
      {shown ? (
        <Menu open anchorEl={() => button.current} onClose={() => setShown(false)} slotProps={{ list: { 'aria-label': t('shell.view') } }}>
          {views.map((view) => {
            const current = view.role === role && view.cabinetId === cabinet.id
            return (
              <MenuItem key={`${view.cabinetId} ${view.role}`} role="menuitemradio" aria-checked={current} selected={current} sx={{ gap: '8px' }} onClick={() => { setShown(false); if (!current) onView(view) }}>
                <CheckIcon sx={{ fontSize: 16, visibility: current ? 'visible' : 'hidden' }} />
                <span><b style={{ fontWeight: 600 }}>{t(`names.role.${view.role}`)}</b><br /><small style={{ color: 'var(--text2)' }}>{view.cabinetName}</small></span>
              </MenuItem>
            )
          })}
        </Menu>
      ) : null}
    </>
  )
}
