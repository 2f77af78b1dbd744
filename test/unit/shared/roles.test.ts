// Rights against the literal matrix of domain §4, the checklist against §4, folders against §4.
import { describe, expect, test } from 'vitest'
import { checklistDue } from '../../../src/shared/checklist.ts'
import { belongsTo, FOLDERS, foldersOf } from '../../../src/shared/folders.ts'
import { can, consoleOf, PERMISSIONS, reachOf, ROLES, type Reach } from '../../../src/shared/roles.ts'

// ОП М К И Р КУ УР УМ А Ан, as printed: ✔ yes, о own, п own and subordinate, б without personal data, г polls, · no
const COLUMNS = ['operator', 'moderator', 'coordinator', 'executor', 'head', 'curator', 'regional-officer', 'municipal-officer', 'cabinet-admin', 'analyst'] as const
const PRINTED: Record<(typeof PERMISSIONS)[number], string> = {
  'message:create': '✔ · ✔ · · · · · · ·', 'message:view': 'о ✔ ✔ о ✔ п · · · б', 'contacts:view': 'о ✔ ✔ о ✔ ✔ · · · ·', 'message:moderate': '· ✔ · · · · · · · ·',
  'category:change': '· ✔ ✔ · · · · · · ·', 'message:forward': '· · ✔ · · ✔ · · · ·', 'executor:assign': '· · ✔ · ✔ · · · · ·', 'clarification:ask': '· ✔ ✔ о · · · · · ·',
  'reply:draft': '· · ✔ о · · · · · ·', 'reply:agree': '· · ✔ · ✔ · · · · ·', 'reply:approve': '· · · · ✔ · · · · ·', 'control:set': '· · · · ✔ ✔ · · · ·',
  'participation:manage': '· · · · · · ✔ ✔ · ·', 'cabinet:manage': '· · · · · · · · ✔ ·', 'statistics:view': 'о о ✔ о ✔ п г г ✔ ✔', 'export:xlsx': '· · ✔ · ✔ ✔ · · ✔ ✔',
  'transfer:import': '· · · · · · · · ✔ ·',
}
const MEANING: Record<string, Reach | undefined> = { '✔': 'cabinet', о: 'own', п: 'subordinate', б: 'impersonal', г: 'polls', '·': undefined }

test('every role is in the matrix', () => expect(new Set(COLUMNS)).toEqual(new Set(ROLES)))
test.each(PERMISSIONS.map((permission) => [permission]))('%s is held by exactly those of the domain', (permission) =>
  expect(COLUMNS.map((role) => reachOf(role, permission))).toEqual(PRINTED[permission].split(' ').map((sign) => MEANING[sign])))
test('rights are the union of roles, and nobody has none', () => {
  expect(can(['analyst', 'operator'], 'message:create')).toBe(true)
  expect(can(['analyst', 'executor'], 'message:create')).toBe(false)
  expect(can([], 'message:view')).toBe(false)
  for (const role of ROLES) expect(PERMISSIONS.some((permission) => can([role], permission))).toBe(true)
})

describe('the confirmation of connection', () => {
  test.each(ROLES.map((role) => [role]))('%s confirms for its console', (role) => expect(consoleOf(role)).toBe(role === 'cabinet-admin' ? 'admin' : 'backoffice'))
  const view = { cabinetId: 1, role: 'operator' } as const
  test('is due once per cabinet and console', () => {
    expect(checklistDue(view, [])).toBe('backoffice')
    expect(checklistDue(view, [{ cabinetId: 1, console: 'backoffice' }])).toBeUndefined()
    expect(checklistDue(view, [{ cabinetId: 2, console: 'backoffice' }, { cabinetId: 1, console: 'admin' }])).toBe('backoffice')
    expect(checklistDue({ cabinetId: 1, role: 'head' }, [{ cabinetId: 1, console: 'backoffice' }])).toBeUndefined()
    expect(checklistDue({ cabinetId: 1, role: 'cabinet-admin' }, [{ cabinetId: 1, console: 'backoffice' }])).toBe('admin')
  })
})

describe('folders', () => {
  test('the operator has five, others that may view have one, the rest none; who may write has where it lies', () => {
    expect(foldersOf('operator')).toEqual(['drafts', 'queue', 'errors', 'sent', 'answers'])
    expect(foldersOf('coordinator')).toEqual(['messages', 'handed', 'drafts', 'queue', 'errors'])
    expect(foldersOf('cabinet-admin')).toEqual(['drafts', 'queue', 'errors'])
    const others = ROLES.filter((role) => role !== 'operator' && role !== 'coordinator' && role !== 'cabinet-admin')
    for (const role of others) expect(foldersOf(role)).toEqual(reachOf(role, 'message:view') === undefined ? [] : ['messages'])
  })
  test('an answered message is in «Ответы» and stays in «Отправленные»; one that is considered again is not answered', () => {
    const answer = { text: 'Убрано', decision: 'Решено', at: '2026-03-10T00:00:00Z', signedBy: null }
    const of = (message: Parameters<typeof belongsTo>[1]) => FOLDERS.filter((folder) => belongsTo(folder, message))
    expect(of({ answer, closedAt: '2026-03-10T00:00:00Z' })).toEqual(['sent', 'answers', 'messages'])
    expect(of({ answer: null, closedAt: null })).toEqual(['sent', 'messages'])
    expect(of({ answer, closedAt: null })).toEqual(['sent', 'messages'])
  })
})
