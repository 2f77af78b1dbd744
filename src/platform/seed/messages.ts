// Tells every route of routes.ts with invented citizens, relative to now. Pure and deterministic: same now, same messages.
import type { MessageEvent } from '../../shared/contract/message.ts'
import { receiptCode } from '../../shared/receipt-code.ts'
import { answerAt, daysToAnswer, DAY_MS, ORDINARY_DAYS, type Kind } from '../../shared/terms.ts'
import { shortName } from '../messages.ts'
import type { MessageRow } from '../schema.ts'
import { SUBSUBJECTS, FACTS_OF_CATALOGUE, OTHER } from './catalogue.ts'
import { chanceOf, type Chance } from './chance.ts'
import { inventedApplicant, inventedPlace } from './citizens.ts'
import { DISTRICT_ID, PEOPLE, type SeedPerson } from './people.ts'
import { ROUTES, type Route } from './routes.ts'
import { stepsOf } from './steps.ts'
import { filled, TEXTS, THANKS } from './texts.ts'
import { createdAtOf } from './timing.ts'
import { born, walked } from './walk.ts'

/** Any number: another one is another training platform. */
const SEED = 20_261_122
const CITIZENS = 260
const HOUR_MS = 3_600_000
const TAILS = ['', '', ' Прошу принять меры.', ' Обращаюсь не первый раз.', ' О результате прошу сообщить.', ' Соседи тоже просят помочь.', ' Фотографии могу прислать позже.']
/** Where the sequences of the database start (migrations.ts). */
const FIRST_NUMBER = 900_000_101
const FIRST_EPGU_NUMBER = 9_000_001_010

type Category = { subjectId: number; subsubjectId: number; factId: number | null; fastTrack: boolean }
type Topic = { category: Category | null; kind: Kind; text: string; name: string }
type Seeded = { row: MessageRow; history: MessageEvent[] }

const TOPICS: readonly Topic[] = Object.entries(TEXTS).flatMap(([id, texts]) => {
  const found = SUBSUBJECTS.find((subsubject) => subsubject.id === Number(id))
  if (found === undefined) throw new Error(`seed: no subcategory ${id}`)
  const facts = FACTS_OF_CATALOGUE.filter((fact) => fact.subsubjectId === found.id)
  return texts.map((text, index) => ({
    category: { subjectId: found.subjectId, subsubjectId: found.id, factId: facts[index]?.id ?? null, fastTrack: found.fastTrack },
    kind: kindOf(text),
    text,
    name: found.name,
  }))
})

function kindOf(text: string): Kind {
  if (/\?$|Куда обратиться|Когда /.test(text)) return 'QUESTION'
  return /^(?:Нужен|Просим)/.test(text) ? 'PROPOSAL' : 'PROBLEM'
}

const topicFor = (route: Route, chance: Chance): Topic => {
  if (route.kind === 'GRATITUDE') return { category: null, kind: 'GRATITUDE', text: chance.pick(THANKS), name: OTHER }
  return chance.pick(TOPICS.filter(({ category }) => route.fast === undefined || category?.fastTrack === route.fast))
}

const otherSource = (chance: Chance): MessageRow['source'] =>
  chance.pick(['EPGU', 'EPGU', 'EPGU', 'EPGU', 'MOBILE', 'MOBILE', 'WIDGET', 'VK', 'EXTERNAL_SYSTEM'] as const)
const OPERATORS = PEOPLE.filter(({ memberships }) => memberships.some(({ roles }) => roles.includes('operator')))

type Intake = Pick<MessageRow, 'id' | 'receiptCode' | 'source' | 'operatorId' | 'intakeCabinetId' | 'intake'>
const intakeOf = (chance: Chance, createdMs: number, byOperator: boolean): Intake => {
  if (!byOperator) return { id: chance.uuidAt(createdMs), receiptCode: null, source: otherSource(chance), operatorId: null, intakeCabinetId: null, intake: null }
  const operator = (chance.happens(88) ? OPERATORS[0] : OPERATORS[1]) as SeedPerson
  const callMs = createdMs - chance.between(120, 900) * 1000
  const id = chance.uuidAt(callMs)
  return {
    id, receiptCode: receiptCode(id), source: 'OPERATOR', operatorId: operator.id, intakeCabinetId: DISTRICT_ID,
    intake: {
      channel: chance.pick(['CALL', 'CALL', 'CALL', 'CALL', 'CALL', 'CALL', 'VISIT', 'LETTER'] as const),
      callAt: new Date(callMs).toISOString(), operatorId: operator.id, operatorName: shortName(operator), consentToPublish: chance.happens(30),
    },
  }
}

const WRONG: Category = { subjectId: 3, subsubjectId: SUBSUBJECTS.find(({ subjectId, name }) => subjectId === 3 && name === OTHER)?.id ?? 0, factId: null, fastTrack: false }

const tell = (route: Route, topic: Topic, turn: number, now: Date, chance: Chance, citizens: readonly MessageRow['applicant'][]): Seeded => {
  const isRefiled = route.steps[0]?.action === 'change-category'
  const category = topic.category === null ? { subjectId: null, subsubjectId: null, factId: null, fastTrack: false } : isRefiled ? WRONG : topic.category
  const rule = { kind: topic.kind, regime: 'MESSAGE', fastTrack: category.fastTrack } as const
  const termHours = (daysToAnswer(rule) ?? ORDINARY_DAYS / 3) * (DAY_MS / HOUR_MS)
  const byOperator = turn % 2 === 0
  const created = createdAtOf(route, termHours, { now, chance, byOperator })
  const place = inventedPlace(chance)
  const citizen = citizens[chance.between(0, citizens.length - 1)] as MessageRow['applicant']
  const due = answerAt(created.at.toISOString(), rule)
  const hasPoint = chance.happens(25)
  const row: MessageRow = {
    ...intakeOf(chance, created.at.getTime(), byOperator),
    ...category,
    version: 1, changeSeq: 0, number: 0, epguNumber: 0,
    kind: topic.kind, regime: 'MESSAGE', stage: 'MODERATION', status: 'MODERATION_NEW',
    description: filled(topic.text, { place, subject: topic.name }) + chance.pick(TAILS),
    applicant: route.noEmail === true ? { ...citizen, email: null } : citizen,
    place, lat: hasPoint ? 55 + chance.between(0, 9999) / 100_000 : null, lon: hasPoint ? 60 + chance.between(0, 9999) / 100_000 : null,
    cabinetId: DISTRICT_ID, currentCabinetId: DISTRICT_ID, executorId: null, executorName: null,
    createdAt: created.at, answerAt: due === null ? null : new Date(due), closedAt: null,
    onControl: false, repeated: false, postponed: false, rating: null, answer: null, attachments: [],
    innerAt: null, question: null, proposal: null, postponement: null, remarks: [], replyAttachments: [], reopenedAt: null,
  }
  const registeredBy = row.intake === null ? ({ kind: 'applicant', name: null, role: null } as const) : ({ kind: 'person', name: row.intake.operatorName, role: 'operator' } as const)
  const plan = stepsOf(route, { topic, place, turn, times: created.steps, chance })
  return plan.reduce((life, next) => walked(life, next(life.row)), born(row, registeredBy))
}

/** All messages of the seed as of `now`, oldest first, numbered in that order. `changeSeq` is left to whoever stores them. */
export const seededMessages = (now: Date): Seeded[] => {
  const chance = chanceOf(SEED)
  const citizens = Array.from({ length: CITIZENS }, (_, index) => inventedApplicant(chance, index + 1))
  const lives: Seeded[] = []
  for (const route of ROUTES) {
    for (let told = 0; told < route.count; told += 1) lives.push(tell(route, topicFor(route, chance), lives.length, now, chance, citizens))
  }
  return lives
    .sort((left, right) => left.row.createdAt.getTime() - right.row.createdAt.getTime())
    .map(({ row, history }, index) => ({ row: { ...row, number: FIRST_NUMBER + index, epguNumber: FIRST_EPGU_NUMBER + index }, history }))
}
