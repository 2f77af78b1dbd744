// The life of a message as data: domain §1.1 (stage and status) and §1.3 (rows). Stage says where it is, status the last action.
import type { Role } from '../roles.ts'
import type { Row } from './advance.ts'

/** Order of «Этапы обработки»: модерация → координация → исполнение → согласование, утверждение → завершено. */
export const STAGES = ['MODERATION', 'COORDINATION', 'EXECUTION', 'APPROVAL', 'SIGNING', 'DONE'] as const
export type Stage = (typeof STAGES)[number]

/** Codes of the platform; the last nine belong to the training platform [assumed, domain §1.1]. */
export const STATUSES = [
  'MODERATION_NEW', 'MODERATION_ACCEPT', 'MODERATION_DECLINE', 'FORWARD_TO_SUBORDINATE', 'FORWARD_TO_PARENT', 'SET_EXECUTOR', 'TAKE_TO_WORK',
  'POSTPONE', 'SEND_RESPONSE', 'CLARIFY_REQUEST', 'CLARIFY_RECEIVED', 'SUBMIT_APPROVAL', 'SUBMIT_SIGN', 'RETURN_EXECUTOR', 'RETURN_COORDINATOR',
  'POSTPONE_REQUEST', 'REOPEN', 'WITHDRAWN',
] as const
export type Status = (typeof STATUSES)[number]

/** A state of the table: stage and status together, as `STAGE/STATUS`. */
export type MessageState = `${Stage}/${Status}`
export type MessageActor = Role | 'applicant' | 'platform' | 'rule'
export type MessageAction =
  | 'accept' | 'decline' | 'ask-clarification' | 'clarify' | 'forward-down' | 'forward-up' | 'assign' | 'answer-oneself' | 'mail-federal' | 'take'
  | 'return-to-coordinator' | 'to-fz59' | 'submit-for-approval' | 'request-postponement' | 'approve-postponement' | 'refuse-postponement'
  | 'agree' | 'return' | 'approve' | 'rate' | 'reopen' | 'withdraw' | 'control-on' | 'control-off' | 'change-category'
export type MessageGuard = 'no-executor' | 'agreement-required' | 'no-agreement' | 'top-cabinet' | 'has-parent' | 'before-due' | 'low-rating-once'

const MODERATION: readonly MessageState[] = ['MODERATION/MODERATION_NEW', 'MODERATION/CLARIFY_RECEIVED']
const COORDINATION: readonly MessageState[] = [
  'COORDINATION/MODERATION_ACCEPT', 'COORDINATION/FORWARD_TO_SUBORDINATE', 'COORDINATION/FORWARD_TO_PARENT', 'COORDINATION/CLARIFY_RECEIVED',
  'COORDINATION/RETURN_COORDINATOR', 'COORDINATION/REOPEN',
]
const AT_WORK: readonly MessageState[] = [
  'EXECUTION/TAKE_TO_WORK', 'EXECUTION/RETURN_EXECUTOR', 'EXECUTION/CLARIFY_RECEIVED', 'EXECUTION/POSTPONE',
]
const EXECUTION: readonly MessageState[] = ['EXECUTION/SET_EXECUTOR', ...AT_WORK]
const ASKED: readonly MessageState[] = ['MODERATION/CLARIFY_REQUEST', 'COORDINATION/CLARIFY_REQUEST', 'EXECUTION/CLARIFY_REQUEST']
const APPROVAL: readonly MessageState[] = ['APPROVAL/SUBMIT_APPROVAL', 'SIGNING/SUBMIT_SIGN', 'SIGNING/POSTPONE_REQUEST']
const BEFORE_REPLY: readonly MessageState[] = [...MODERATION, ...COORDINATION, ...EXECUTION, ...ASKED, ...APPROVAL]

/** Rows of domain §1.3 by their numbers there; rows 1-3 (draft, queue, arrival) are the outbox's and the platform's intake. */
export const MESSAGE_TABLE: readonly Row<MessageState, MessageAction, MessageActor, MessageGuard>[] = [
  /* 4 */ { from: MODERATION, action: 'accept', by: ['moderator', 'rule'], to: 'COORDINATION/MODERATION_ACCEPT' },
  /* 5 */ { from: MODERATION, action: 'decline', by: ['moderator'], to: 'DONE/MODERATION_DECLINE' },
  /* 6 */ { from: MODERATION, action: 'ask-clarification', by: ['moderator'], to: 'MODERATION/CLARIFY_REQUEST' },
  { from: COORDINATION, action: 'ask-clarification', by: ['coordinator'], to: 'COORDINATION/CLARIFY_REQUEST' },
  { from: AT_WORK, action: 'ask-clarification', by: ['executor'], to: 'EXECUTION/CLARIFY_REQUEST' },
  { from: ['MODERATION/CLARIFY_REQUEST'], action: 'clarify', by: ['applicant', 'operator', 'platform'], to: 'MODERATION/CLARIFY_RECEIVED' },
  { from: ['COORDINATION/CLARIFY_REQUEST'], action: 'clarify', by: ['applicant', 'operator', 'platform'], to: 'COORDINATION/CLARIFY_RECEIVED' },
  { from: ['EXECUTION/CLARIFY_REQUEST'], action: 'clarify', by: ['applicant', 'operator', 'platform'], to: 'EXECUTION/CLARIFY_RECEIVED' },
  /* 7 */ { from: COORDINATION, action: 'forward-down', by: ['coordinator', 'curator', 'rule'], to: 'COORDINATION/FORWARD_TO_SUBORDINATE' },
  /* 8 */ { from: COORDINATION, action: 'forward-up', by: ['coordinator'], to: 'COORDINATION/FORWARD_TO_PARENT', guard: 'has-parent' },
  /* 9 */ { from: COORDINATION, action: 'assign', by: ['coordinator', 'head', 'rule'], to: 'EXECUTION/SET_EXECUTOR' },
  // somebody else instead, as long as the one who was named has not begun [assumed]
  { from: ['EXECUTION/SET_EXECUTOR'], action: 'assign', by: ['coordinator', 'head'], to: 'same' },
  /* 10 */ { from: COORDINATION, action: 'answer-oneself', by: ['coordinator'], to: 'SIGNING/SUBMIT_SIGN' },
  /* 11 */ { from: COORDINATION, action: 'mail-federal', by: ['coordinator'], to: 'DONE/FORWARD_TO_PARENT', guard: 'top-cabinet' },
  /* 12 */ { from: ['EXECUTION/SET_EXECUTOR'], action: 'take', by: ['executor'], to: 'EXECUTION/TAKE_TO_WORK' },
  /* 13 */ { from: EXECUTION, action: 'return-to-coordinator', by: ['executor'], to: 'COORDINATION/RETURN_COORDINATOR' },
  /* 14 */ { from: COORDINATION, action: 'to-fz59', by: ['coordinator'], to: 'same' },
  /* 15, 20: approval may be off («согласование и/или утверждение») */
  { from: AT_WORK, action: 'submit-for-approval', by: ['executor'], to: 'APPROVAL/SUBMIT_APPROVAL', guard: 'agreement-required' },
  { from: AT_WORK, action: 'submit-for-approval', by: ['executor'], to: 'SIGNING/SUBMIT_SIGN', guard: 'no-agreement' },
  /* 16 */ { from: AT_WORK, action: 'request-postponement', by: ['executor', 'coordinator'], to: 'SIGNING/POSTPONE_REQUEST', guard: 'before-due' },
  /* 17 */ { from: ['SIGNING/POSTPONE_REQUEST'], action: 'approve-postponement', by: ['head'], to: 'EXECUTION/POSTPONE' },
  { from: ['SIGNING/POSTPONE_REQUEST'], action: 'refuse-postponement', by: ['head'], to: 'EXECUTION/RETURN_EXECUTOR' },
  /* 18 */ { from: ['APPROVAL/SUBMIT_APPROVAL'], action: 'agree', by: ['coordinator', 'head'], to: 'SIGNING/SUBMIT_SIGN' },
  { from: ['APPROVAL/SUBMIT_APPROVAL'], action: 'return', by: ['coordinator', 'head'], to: 'EXECUTION/RETURN_EXECUTOR' },
  /* 19 */ { from: ['SIGNING/SUBMIT_SIGN'], action: 'approve', by: ['head'], to: 'DONE/SEND_RESPONSE' },
  // a coordinator's own answer goes back to coordination: nobody holds it in execution [assumed]
  { from: ['SIGNING/SUBMIT_SIGN'], action: 'return', by: ['head'], to: 'COORDINATION/RETURN_COORDINATOR', guard: 'no-executor' },
  { from: ['SIGNING/SUBMIT_SIGN'], action: 'return', by: ['head'], to: 'EXECUTION/RETURN_EXECUTOR' },
  /* 21 */ { from: ['DONE/SEND_RESPONSE'], action: 'rate', by: ['applicant', 'operator'], to: 'same' },
  /* 22 */ { from: ['DONE/SEND_RESPONSE'], action: 'reopen', by: ['platform'], to: 'COORDINATION/REOPEN', guard: 'low-rating-once' },
  /* 23 */ { from: BEFORE_REPLY, action: 'withdraw', by: ['applicant', 'operator'], to: 'DONE/WITHDRAWN' },
  /* 24 */ { from: BEFORE_REPLY, action: 'control-on', by: ['head', 'curator'], to: 'same' },
  { from: BEFORE_REPLY, action: 'control-off', by: ['head', 'curator'], to: 'same' },
  /* 25 */ { from: MODERATION, action: 'change-category', by: ['moderator'], to: 'same' },
  { from: COORDINATION, action: 'change-category', by: ['coordinator'], to: 'same' },
]

/** Every state that a message can be in, for seeds and tests. */
export const MESSAGE_STATES: readonly MessageState[] = [
  ...new Set(MESSAGE_TABLE.flatMap((row) => [...row.from, ...(row.to === 'same' ? [] : [row.to])])),
]
export const stateOf = (message: { stage: Stage; status: Status }): MessageState => `${message.stage}/${message.status}`
export const partsOf = (state: MessageState): { stage: Stage; status: Status } => {
  const [stage, status] = state.split('/') as [Stage, Status]
  return { stage, status }
}
