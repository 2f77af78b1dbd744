// The lives that the seed tells: which steps, how many messages of each, how old they are. Data; walk.ts makes it happen.
import type { Decision } from '../../shared/contract/actions.ts'
import type { MessageAction } from '../../shared/lifecycles/message.ts'

/** `by` only where the table leaves a choice; `self` is the message's own coordinator, `@region` or `@below` a colleague of another cabinet. */
export type RouteStep = { action: MessageAction; by?: 'moderator' | 'coordinator' | 'head' | 'curator' | 'applicant' | 'operator'; rating?: number; reason?: string; decision?: Decision }
/**
 * `due`: hours from now to the planned end; without it the age is drawn so that the message stands well inside its term.
 * `sunday`: the planned end falls on a Sunday. `days`: a fixed age. `fast`: wants an accelerated subcategory, or an ordinary one.
 */
export type Route = {
  name: string
  count: number
  steps: readonly RouteStep[]
  due?: readonly [number, number]
  days?: number
  sunday?: true
  fast?: boolean
  kind?: 'GRATITUDE'
  /** Without agreement of the reply («согласование и/или утверждение»). */
  plain?: true
  noEmail?: true
}

const act = (action: MessageAction, more: Omit<RouteStep, 'action'> = {}): RouteStep => ({ action, ...more })
const ACCEPT = act('accept')
const DOWN = act('forward-down')
const UP = act('forward-up', { reason: 'Не в компетенции' })
const WORK = [ACCEPT, act('assign'), act('take')]
const REPLY = [...WORK, act('submit-for-approval'), act('agree', { by: 'coordinator' })]
const ANSWERED = [...REPLY, act('approve')]
const ASK = (by: RouteStep['by']): RouteStep => act('ask-clarification', { ...(by === undefined ? {} : { by }), reason: 'Уточните номер подъезда и время, когда это случилось.' })
const rated = (rating: number): RouteStep => act('rate', { rating, by: 'applicant' })
const LOW = [...ANSWERED, rated(2), act('reopen')]

export const ROUTES: readonly Route[] = [
  { name: 'new', count: 16, steps: [], due: [150, 239], fast: true },
  { name: 'new question', count: 4, steps: [], due: [690, 719], fast: false },
  { name: 'moderator asks', count: 6, steps: [ASK('moderator')] },
  { name: 'clarified for the moderator', count: 5, steps: [ASK('moderator'), act('clarify', { by: 'applicant' })] },
  { name: 'accepted', count: 18, steps: [ACCEPT] },
  { name: 'category changed', count: 3, steps: [act('change-category', { by: 'moderator' }), ACCEPT] },
  { name: 'coordinator asks', count: 5, steps: [ACCEPT, ASK('coordinator')] },
  { name: 'clarified for the coordinator', count: 5, steps: [ACCEPT, ASK('coordinator'), act('clarify', { by: 'operator' })] },
  { name: 'returned to the coordinator', count: 5, steps: [...WORK, act('return-to-coordinator', { reason: 'Другой балансодержатель' })] },
  { name: 'forwarded down', count: 12, steps: [ACCEPT, DOWN] },
  { name: 'forwarded up', count: 6, steps: [ACCEPT, UP] },
  { name: 'down, then up', count: 5, steps: [ACCEPT, DOWN, UP] },
  { name: 'assigned', count: 16, steps: [ACCEPT, act('assign')] },
  { name: 'in work', count: 22, steps: WORK },
  { name: 'in work, on control', count: 4, steps: [...WORK, act('control-on', { by: 'head' })] },
  { name: 'executor asks', count: 5, steps: [...WORK, ASK(undefined)] },
  { name: 'clarified for the executor', count: 5, steps: [...WORK, ASK(undefined), act('clarify', { by: 'applicant' })] },
  { name: 'returned by the head', count: 5, steps: [...REPLY, act('return', { by: 'head', reason: 'Укажите срок работ.' })] },
  { name: 'awaiting agreement', count: 9, steps: [...WORK, act('submit-for-approval')] },
  { name: 'awaiting approval', count: 8, steps: REPLY },
  { name: 'answered by the coordinator, awaiting approval', count: 4, steps: [ACCEPT, act('answer-oneself')] },
  { name: 'postponement asked', count: 6, steps: [...WORK, act('request-postponement', { reason: 'Нужна закупка материалов.' })] },
  { name: 'postponement refused', count: 3, steps: [...WORK, act('request-postponement', { reason: 'Нужна закупка материалов.' }), act('refuse-postponement')] },
  { name: 'postponed', count: 8, steps: [...WORK, act('request-postponement', { reason: 'Нужна закупка материалов.' }), act('approve-postponement')] },
  { name: 'due tomorrow', count: 4, steps: WORK, due: [24, 24], fast: true },
  { name: 'due on Sunday', count: 3, steps: WORK, sunday: true, fast: false },
  { name: 'overdue, accelerated', count: 4, steps: WORK, due: [-90, -3], fast: true },
  { name: 'overdue, ordinary', count: 4, steps: [ACCEPT, act('assign')], due: [-160, -20], fast: false },
  { name: '59-ФЗ on day 3', count: 3, steps: [ACCEPT, act('to-fz59')], days: 3, fast: false },
  { name: 'declined', count: 8, steps: [act('decline', { reason: 'Неполные данные' })] },
  { name: 'declined duplicate', count: 4, steps: [act('decline', { reason: 'Дубликат' })] },
  { name: 'mailed to a federal body', count: 4, steps: [ACCEPT, UP, act('mail-federal', { reason: 'Орган не подключён к ПОС, направлено по e-mail.' })] },
  { name: 'withdrawn', count: 5, steps: [ACCEPT, act('withdraw', { by: 'applicant' })] },
  { name: 'gratitude', count: 6, steps: [ACCEPT, act('answer-oneself'), act('approve')], kind: 'GRATITUDE' },
  { name: 'fresh gratitude', count: 2, steps: [], kind: 'GRATITUDE' },
  { name: 'answered', count: 52, steps: ANSWERED },
  { name: 'answered without agreement', count: 12, steps: [...WORK, act('submit-for-approval'), act('approve')], plain: true },
  { name: 'explained', count: 12, steps: [ACCEPT, act('answer-oneself'), act('approve', { decision: 'EXPLAINED' })], fast: false },
  { name: 'not supported', count: 4, steps: [ACCEPT, act('answer-oneself'), act('approve', { decision: 'NOT_SUPPORTED' })], fast: false },
  { name: 'answered from below', count: 10, steps: [ACCEPT, DOWN, act('answer-oneself'), act('approve')] },
  { name: 'answered and rated 5', count: 14, steps: [...ANSWERED, rated(5)] },
  { name: 'answered and rated 4', count: 9, steps: [...ANSWERED, rated(4)] },
  { name: 'answered and rated 3', count: 5, steps: [...ANSWERED, rated(3)] },
  { name: 'answered, nobody to mail', count: 6, steps: ANSWERED, noEmail: true },
  { name: 'answered after a postponement', count: 4, steps: [...WORK, act('request-postponement', { reason: 'Нужна закупка материалов.' }), act('approve-postponement'), act('submit-for-approval'), act('agree', { by: 'head' }), act('approve')] },
  { name: 'rated 2 and reopened', count: 6, steps: LOW },
  { name: 'rated 1, reopened and answered above', count: 3, steps: [...ANSWERED, rated(1), act('reopen'), act('answer-oneself'), act('approve', { decision: 'EXPLAINED' })] },
]
