import QuestionMarkIcon from '@mui/icons-material/QuestionMark'
import SearchIcon from '@mui/icons-material/Search'
import SettingsIcon from '@mui/icons-material/SettingsOutlined'
import { styled } from '@mui/material/styles'
import { useContext, useRef, useState, type CSSProperties, type ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { IconAction } from '../../ui/action-button.tsx'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { MODE_BAR } from '../../ui/theme/tokens.ts'
import { WorkspaceContext } from '../../workspace.ts'
import { useAppState } from '../app-state.ts'
import { useLook } from '../use-look.ts'
import { PersonMenu } from './person-menu.tsx'
import { SettingsMenu } from './settings-menu.tsx'

const Bar = styled('header')({
  display: 'flex', alignItems: 'center', gap: 8, height: 32, flex: 'none', paddingLeft: 10, color: 'var(--bar-text)',
  // the system's window buttons stand at the right end
  paddingRight: 'calc(100vw - env(titlebar-area-x, 0px) - env(titlebar-area-width, 100vw) + 8px)',
  background: 'repeating-linear-gradient(135deg, var(--bar-ground) 0 8px, var(--bar-hatch) 8px 16px)',
  borderBottom: '1px solid color-mix(in srgb, var(--bar-text) 18%, transparent)',
  WebkitAppRegion: 'drag', userSelect: 'none',
  '& button': { WebkitAppRegion: 'no-drag' },
  '& :focus-visible, & .Mui-focusVisible': { outlineColor: 'var(--bar-text) !important' },
  '& .side': { flex: '1 1 0', minWidth: 'min-content', display: 'flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap' },
  '& .side.end': { justifyContent: 'flex-end' },
  '& .brand': { fontSize: 14, fontWeight: 600 },
  '& .note': { flex: '1 1 0', width: 0, minWidth: 0, fontSize: 13, overflow: 'hidden', textOverflow: 'ellipsis' },
  '@media (max-width: 1000px)': { '& .note': { display: 'none' } },
  '@media (forced-colors: active)': { borderBottomColor: 'CanvasText' },
})
const Badge = styled('strong')({
  flex: 'none', fontSize: 13, lineHeight: '18px', fontWeight: 600, padding: '2px 8px', borderRadius: 3, backgroundColor: 'color-mix(in srgb, var(--bar-text) 18%, transparent)',
  '&[data-mode="training"]': { backgroundColor: 'var(--bar-text)', color: '#ffffff' },
  '@media (forced-colors: active)': { border: '1px solid CanvasText' },
})
const Command = styled('button')({
  flex: '0 1 400px', minWidth: 120, height: 24, display: 'flex', alignItems: 'center', gap: 8, padding: '0 10px', borderRadius: 4, font: 'inherit', fontSize: 13, cursor: 'pointer',
  color: 'inherit', border: '1px solid color-mix(in srgb, var(--bar-text) 55%, transparent)', backgroundColor: 'color-mix(in srgb, var(--bar-text) 8%, transparent)',
  '&[data-mode="training"]': { backgroundColor: 'rgba(255, 255, 255, 0.55)' },
  '& span': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }, '& kbd': { marginLeft: 'auto', font: 'inherit', fontSize: 11, flex: 'none' }, '& svg': { fontSize: 16 },
})

/** The window's own title bar: says which mode it is on every screen, and is never dimmed by the theme. */
export const TitleBar = ({ onCommand, onHelp }: { onCommand?: () => void; onHelp: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { facts, settings } = useAppState()
  const workspace = useContext(WorkspaceContext)
  const look = useLook(settings.theme)
  const mode = facts?.mode ?? 'training'
  const colours = MODE_BAR[mode][look]
  const [settingsShown, setSettingsShown] = useState(false)
  const gear = useRef<HTMLButtonElement>(null)
  const liveNote = workspace?.cabinet.name ?? ''
  return (
    <Bar aria-label={t('shell.bar')} style={{ '--bar-ground': colours.ground, '--bar-hatch': colours.hatch, '--bar-text': colours.text } as CSSProperties}>
      <div className="side">
        <BrandMark size={18} colour="var(--bar-text)" inner="var(--bar-ground)" />
        <span className="brand">{t('shell.brand')}</span>
        <Badge data-mode={mode}>{t(mode === 'training' ? 'shell.trainingBadge' : 'shell.liveBadge')}</Badge>
        <span className="note">{mode === 'training' ? t(workspace === null ? 'shell.trainingNoteLong' : 'shell.trainingNote') : liveNote}</span>
      </div>
      {onCommand === undefined ? null : (
        <Command type="button" data-mode={mode} onClick={onCommand} aria-keyshortcuts="Control+K" aria-haspopup="dialog">
          <SearchIcon />
          <span>{t('shell.command')}</span>
          <kbd aria-hidden="true">Ctrl+K</kbd>
        </Command>
      )}
      <div className="side end">
        <IconAction label={t('shell.keysHelp')} keys="F1" icon={<QuestionMarkIcon sx={{ '&&': { fontSize: 17 } }} />} onClick={onHelp} haspopup="dialog" />
        <IconAction label={t('shell.settings')} icon={<SettingsIcon />} onClick={() => setSettingsShown(true)} haspopup="menu" expanded={settingsShown} buttonRef={gear} />
        {workspace === null ? null : <PersonMenu me={workspace.me} />}
      </div>
      {settingsShown ? <SettingsMenu anchor={() => gear.current} settings={settings} onClose={() => setSettingsShown(false)} /> : null}
    </Bar>
  )
}
