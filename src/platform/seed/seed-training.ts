// Fills an empty training platform: cabinets, people, catalogue and messages, in one transaction and a handful of statements.
import { eq, sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import { FEED_CHANNEL, nextChangeSeq } from '../feed.ts'
import { cabinet, change, declineReason, fact, membership, message, messageEvent, person, redirectReason, setting, subject, subsubject } from '../schema.ts'
import { CATALOGUE_VERSION, DECLINE_REASONS, FACTS_OF_CATALOGUE, REDIRECT_REASONS, SUBJECTS, SUBSUBJECTS } from './catalogue.ts'
import { seededMessages } from './messages.ts'
import { CABINETS, PEOPLE } from './people.ts'

/** `training`: everything; `empty`: people and catalogue without messages. */
export const SEEDS = ['training', 'empty'] as const
export type SeedName = (typeof SEEDS)[number]

const SEED_KEY = 'seed'
/** Rows of one insert: well below PostgreSQL's 65,535 parameters. */
const CHUNK = 400

/**
 * Seeds once: a platform that was seeded before, under whichever name, is left alone. `now` is what the dates are told from.
 * Returns whether anything was written. Safe when several nodes start at once.
 */
export const seedTraining = (database: Database, { now, name }: { now: Date; name: SeedName }): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const claimed = await transaction.insert(setting).values({ key: SEED_KEY, value: name }).onConflictDoNothing().returning()
    if (claimed.length === 0) return false
    await seedPeople(transaction)
    await seedCatalogue(transaction)
    if (name === 'training') await seedMessages(transaction, now)
    return true
  })

const seedPeople = async (transaction: Database): Promise<void> => {
  await transaction.insert(cabinet).values([...CABINETS])
  await transaction.insert(person).values(PEOPLE.map(({ id, surname, name, patronymic }) => ({ id, surname, name, patronymic })))
  await transaction.insert(membership).values(
    PEOPLE.flatMap(({ id, memberships }) => memberships.flatMap(({ cabinetId, roles }) => roles.map((role) => ({ personId: id, cabinetId, role })))),
  )
}

const seedCatalogue = async (transaction: Database): Promise<void> => {
  const isOpen = { deletedAt: null }
  await transaction.insert(subject).values(SUBJECTS.map((entry) => ({ ...entry, ...isOpen })))
  await transaction.insert(subsubject).values(SUBSUBJECTS.map((entry) => ({ ...entry, ...isOpen })))
  await transaction.insert(fact).values(FACTS_OF_CATALOGUE.map((entry) => ({ ...entry, ...isOpen })))
  await transaction.insert(declineReason).values(DECLINE_REASONS)
  await transaction.insert(redirectReason).values(REDIRECT_REASONS).onConflictDoNothing()
  await transaction.update(setting).set({ value: CATALOGUE_VERSION }).where(eq(setting.key, 'dictionary-version'))
}

const seedMessages = async (transaction: Database, now: Date): Promise<void> => {
  const seeded = seededMessages(now)
  const first = await nextChangeSeq(transaction)
  const rows = seeded.map(({ row }, index) => ({ ...row, changeSeq: first + index }))
  const events = seeded.flatMap(({ row, history }) => history.map((event, index) => ({ ...event, at: new Date(event.at), messageId: row.id, version: index + 1 })))
  const changes = rows.map(({ id, changeSeq }) => ({ seq: changeSeq, kind: 'message' as const, messageId: id }))
  for (const chunk of chunks(rows)) await transaction.insert(message).values(chunk)
  for (const chunk of chunks(events)) await transaction.insert(messageEvent).values(chunk)
  for (const chunk of chunks(changes)) await transaction.insert(change).values(chunk)
  const last = rows.at(-1)
  if (last === undefined) return
  await rowsOf(
    transaction,
    sql`select setval('change_seq', ${last.changeSeq}), setval('message_number_seq', ${last.number}), setval('message_epgu_number_seq', ${last.epguNumber})`,
  )
  await transaction.execute(sql`select pg_notify(${FEED_CHANNEL}, 'message')`)
}

const chunks = <T>(rows: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, index) => rows.slice(index * CHUNK, (index + 1) * CHUNK))
