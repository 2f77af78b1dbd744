import CheckIcon from '@mui/icons-material/Check'
import Divider from '@mui/material/Divider'
import ListSubheader from '@mui/material/ListSubheader'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, THEMES, type Settings } from '../../../shared/ipc.ts'
import { ask } from '../../bridge.ts'
import { changeAppState, useAppState } from '../app-state.ts'
import { changeWords } from '../language.ts'

/** Stores a setting in main; the screen follows what main answers. */
export const changeSettings = async (patch: Partial<Settings>): Promise<void> => {
  const answer = await ask('settings:set', patch)
  if (!answer.ok) return
  changeAppState({ settings: answer.value })
  changeWords(answer.value.language)
}

/** Language, look, hints of keys. */
export const SettingsMenu = ({ anchor, settings, onClose }: { anchor: () => HTMLElement | null; settings: Settings; onClose: () => void }): ReactElement => {
  const { t } = useTranslation()
  const { kept } = useAppState()
  const item = (key: string, words: string, chosen: boolean, patch: Partial<Settings>, role: 'menuitemradio' | 'menuitemcheckbox', lang?: string) => (
    <MenuItem key={key} role={role} aria-checked={chosen} onClick={() => void changeSettings(patch)} {...(lang === undefined ? {} : { lang })} sx={{ gap: '8px' }}>
      <CheckIcon sx={{ fontSize: 16, visibility: chosen ? 'visible' : 'hidden' }} />
      {words}
    </MenuItem>
  )
  const head = (words: string) => <ListSubheader key={words} role="presentation" sx={{ lineHeight: '24px', fontSize: 12, color: 'var(--text2)', backgroundColor: 'transparent' }}>{words}</ListSubheader>
  return (
    <Menu open anchorEl={anchor} onClose={onClose} slotProps={{ list: { 'aria-label': t('shell.settings'), dense: true } }}>
      {head(t('shell.settingsMenu.language'))}
      {LANGUAGES.map((language) => item(language, t(`shell.settingsMenu.languages.${language}`), settings.language === language, { language }, 'menuitemradio', language))}
      <Divider />
      {head(t('shell.settingsMenu.theme'))}
      {THEMES.map((theme) => item(theme, t(`shell.settingsMenu.themes.${theme}`), settings.theme === theme, { theme }, 'menuitemradio'))}
      <Divider />
      {item('hints', t('shell.settingsMenu.keyHints'), settings.keyHints, { keyHints: !settings.keyHints }, 'menuitemcheckbox')}
      {kept.quarantined + kept.parked === 0 ? null : (
        <li role="presentation">
          <Divider />
          {head(t('shell.settingsMenu.kept'))}
          <p style={{ padding: '0 16px 8px', width: 280, fontSize: 12, lineHeight: '16px', color: 'var(--text2)' }}>
            {[kept.quarantined > 0 ? `${t('shell.settingsMenu.keptQuarantined', { count: kept.quarantined })}.` : '', kept.parked > 0 ? `${t('shell.settingsMenu.keptParked', { count: kept.parked })}.` : '', t('shell.settingsMenu.keptHow')].filter((part) => part !== '').join(' ')}
          </p>
        </li>
      )}
    </Menu>
  )
}
