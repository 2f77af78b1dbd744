// The catalogue of words in both languages. A file is a group of keys: `t('compose.phone')` lives in compose.ts.
import { shell as shellEn } from './en/shell.ts'
import { session as sessionEn } from './en/session.ts'
import { checklist as checklistEn } from './en/checklist.ts'
import { compose as composeEn } from './en/compose.ts'
import { receipt as receiptEn } from './en/receipt.ts'
import { spoken as spokenEn } from './en/spoken.ts'
import { lists as listsEn } from './en/lists.ts'
import { card as cardEn } from './en/card.ts'
import { queue as queueEn } from './en/queue.ts'
import { errors as errorsEn } from './en/errors.ts'
import { terms as termsEn } from './en/terms.ts'
import { names as namesEn } from './en/names.ts'
import { platform as platformEn } from './en/platform.ts'
import { system as systemEn } from './en/system.ts'
import { conflict as conflictEn } from './en/conflict.ts'
import { acts as actsEn } from './en/acts.ts'
import { tray as trayEn } from './en/tray.ts'
import { gauge as gaugeEn } from './en/gauge.ts'
import { transfer as transferEn } from './en/transfer.ts'
import { shift as shiftEn } from './en/shift.ts'
import { shell as shellRu } from './ru/shell.ts'
import { session as sessionRu } from './ru/session.ts'
import { checklist as checklistRu } from './ru/checklist.ts'
import { compose as composeRu } from './ru/compose.ts'
import { receipt as receiptRu } from './ru/receipt.ts'
import { spoken as spokenRu } from './ru/spoken.ts'
import { lists as listsRu } from './ru/lists.ts'
import { card as cardRu } from './ru/card.ts'
import { queue as queueRu } from './ru/queue.ts'
import { errors as errorsRu } from './ru/errors.ts'
import { terms as termsRu } from './ru/terms.ts'
import { names as namesRu } from './ru/names.ts'
import { platform as platformRu } from './ru/platform.ts'
import { system as systemRu } from './ru/system.ts'
import { conflict as conflictRu } from './ru/conflict.ts'
import { acts as actsRu } from './ru/acts.ts'
import { tray as trayRu } from './ru/tray.ts'
import { gauge as gaugeRu } from './ru/gauge.ts'
import { transfer as transferRu } from './ru/transfer.ts'
import { shift as shiftRu } from './ru/shift.ts'

export const CATALOG = {
  ru: {
    shell: shellRu,
    session: sessionRu,
    checklist: checklistRu,
    compose: composeRu,
    receipt: receiptRu,
    spoken: spokenRu,
    lists: listsRu,
    card: cardRu,
    queue: queueRu,
    errors: errorsRu,
    terms: termsRu,
    names: namesRu,
    platform: platformRu,
    system: systemRu,
    conflict: conflictRu,
    acts: actsRu,
    tray: trayRu,
    gauge: gaugeRu,
    transfer: transferRu,
    shift: shiftRu,
  },
  en: {
    shell: shellEn,
    session: sessionEn,
    checklist: checklistEn,
    compose: composeEn,
    receipt: receiptEn,
    spoken: spokenEn,
    lists: listsEn,
    card: cardEn,
    queue: queueEn,
    errors: errorsEn,
    terms: termsEn,
    names: namesEn,
    platform: platformEn,
    system: systemEn,
    conflict: conflictEn,
    acts: actsEn,
    tray: trayEn,
    gauge: gaugeEn,
    transfer: transferEn,
    shift: shiftEn,
  },
} as const
