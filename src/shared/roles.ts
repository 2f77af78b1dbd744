// Who may do what: the matrix of the platform's roles as data. Asked by the app (a courtesy) and by the platform (the law).

export const ROLES = [
  'operator', 'moderator', 'coordinator', 'executor', 'head', 'curator', 'regional-officer', 'municipal-officer', 'cabinet-admin', 'analyst',
] as const
export type Role = (typeof ROLES)[number]

/** Each console asks for its own confirmation of connection. */
export const CONSOLES = ['backoffice', 'admin'] as const
export type Console = (typeof CONSOLES)[number]

/** `/admin/settings` for the cabinet's administrator, `/backoffice` for everybody else (founding document on connection). */
export const consoleOf = (role: Role): Console => (role === 'cabinet-admin' ? 'admin' : 'backoffice')

export const PERMISSIONS = [
  'message:create', 'message:view', 'contacts:view', 'message:moderate', 'category:change', 'message:forward', 'executor:assign',
  'clarification:ask', 'reply:draft', 'reply:agree', 'reply:approve', 'control:set', 'participation:manage', 'cabinet:manage',
  'statistics:view', 'export:xlsx', 'transfer:import',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/** How far a permission reaches: everything in the cabinet, own or assigned only, own and subordinate cabinets, without personal data. */
export type Reach = 'cabinet' | 'own' | 'subordinate' | 'impersonal' | 'polls'

const all = (...permissions: Permission[]): Partial<Record<Permission, Reach>> =>
  Object.fromEntries(permissions.map((permission) => [permission, 'cabinet']))

/** The matrix of domain §4 [assumed there: a setting of the platform once a real one differs]. */
export const MATRIX: Readonly<Record<Role, Partial<Record<Permission, Reach>>>> = {
  operator: { 'message:create': 'cabinet', 'message:view': 'own', 'contacts:view': 'own', 'statistics:view': 'own' },
  moderator: { ...all('message:view', 'contacts:view', 'message:moderate', 'category:change', 'clarification:ask'), 'statistics:view': 'own' },
  coordinator: all(
    'message:create', 'message:view', 'contacts:view', 'category:change', 'message:forward', 'executor:assign', 'clarification:ask',
    'reply:draft', 'reply:agree', 'statistics:view', 'export:xlsx',
  ),
  executor: { 'message:view': 'own', 'contacts:view': 'own', 'clarification:ask': 'own', 'reply:draft': 'own', 'statistics:view': 'own' },
  head: all('message:view', 'contacts:view', 'executor:assign', 'reply:agree', 'reply:approve', 'control:set', 'statistics:view', 'export:xlsx'),
  curator: {
    'message:view': 'subordinate', 'contacts:view': 'cabinet', 'message:forward': 'cabinet', 'control:set': 'cabinet',
    'statistics:view': 'subordinate', 'export:xlsx': 'cabinet',
  },
  'regional-officer': { 'participation:manage': 'cabinet', 'statistics:view': 'polls' },
  'municipal-officer': { 'participation:manage': 'cabinet', 'statistics:view': 'polls' },
  'cabinet-admin': all('cabinet:manage', 'statistics:view', 'export:xlsx', 'transfer:import'),
  analyst: { 'message:view': 'impersonal', 'statistics:view': 'cabinet', 'export:xlsx': 'cabinet' },
}

/** Whether one role holds a permission, and how far; undefined means no. */
export const reachOf = (role: Role, permission: Permission): Reach | undefined => MATRIX[role][permission]
/** Rights are the union of a person's roles. */
export const can = (roles: readonly Role[], permission: Permission): boolean => roles.some((role) => reachOf(role, permission) !== undefined)
