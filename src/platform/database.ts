// Opens the platform's database: PGlite in memory or in a folder, or PostgreSQL by its address. One type for all of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { sql, type SQL } from 'drizzle-orm'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
import { AppError } from '../shared/errors.ts'
import { MIGRATIONS } from './migrations.ts'
import * as schema from './schema.ts'

/** Both a database and a transaction inside it: what runs in one runs in the other. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>

export type Store = {
  database: Database
  /** Random name of this very database: a cursor of another one is worthless here. */
  generation: string
  /** Calls back on every NOTIFY of the channel, from whichever node. */
  listen: (channel: string, told: (payload: string) => void) => Promise<void>
  /** The data folder as a tar.gz for a first start elsewhere; PGlite only. */
  dump: () => Promise<Uint8Array>
  close: () => Promise<void>
}

export type StoreOptions =
  | { kind: 'memory'; archive?: string }
  /** `archive`: a pre-initialised data folder (tar.gz) that spares the first start its initdb. */
  | { kind: 'folder'; folder: string; archive?: string }
  | { kind: 'postgres'; url: string }

/** Advisory locks of the platform; any two constants that differ. */
const MIGRATION_LOCK = 7_210_001

/** Rows of a raw query. Column names are those of the database. */
export const rowsOf = async <T>(database: Database, query: SQL): Promise<T[]> =>
  ((await database.execute(query)) as unknown as { rows: T[] }).rows

/** Opens and brings the tables up to date. Throws E-NEWER for a database of a later program, and whatever the driver throws. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const opened = options.kind === 'postgres' ? await openPostgres(options.url) : await openPglite(options)
  try {
    return { ...opened, generation: await migrate(opened.database, opened.runScript) }
  } catch (error) {
    await opened.close()
    throw error
  }
}

type Opened = Omit<Store, 'generation'> & { runScript: RunScript }
/** Runs several statements in one transaction that holds the migration lock. */
type RunScript = (script: string) => Promise<void>

const openPglite = async (options: Exclude<StoreOptions, { kind: 'postgres' }>): Promise<Opened> => {
  const folder = options.kind === 'folder' ? options.folder : undefined
  const isNew = folder === undefined || !existsSync(folder) || readdirSync(folder).length === 0
  const archive = isNew && options.archive !== undefined && existsSync(options.archive) ? new Blob([readFileSync(options.archive)]) : undefined
  const client = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: `file://${folder}` }),
    ...(archive === undefined ? {} : { loadDataDir: archive }),
  })
  return {
    database: drizzlePglite(client, { schema }) as unknown as Database,
    runScript: async (script) => {
      await client.transaction((transaction) => transaction.exec(script))
    },
    listen: async (channel, told) => {
      await client.listen(channel, told)
    },
    // what makes this database this one must not be shipped
    dump: async () => {
      await client.exec("delete from setting where key = 'generation'")
      return new Uint8Array(await (await client.dumpDataDir('gzip')).arrayBuffer())
    },
    close: () => client.close(),
  }
}

const openPostgres = async (url: string): Promise<Opened> => {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const stopListening: (() => Promise<void>)[] = []
  // an idle connection that breaks is replaced by the pool; its error must not end the process
  pool.on('error', () => undefined)
  return {
    database: drizzlePostgres(pool, { schema }) as unknown as Database,
    runScript: async (script) => {
      await pool.query(`begin; ${script}; commit`)
    },
    listen: async (channel, told) => {
      stopListening.push(await keepListening(url, channel, told))
    },
    dump: () => Promise.reject(new Error('only PGlite can be dumped')),
    close: async () => {
      await Promise.all(stopListening.map((stop) => stop()))
      await pool.end()
    },
  }
}

const RECONNECT_MS = 1000
/** LISTEN on a connection of its own; a broken one is replaced, and the gap is told as one empty notification. */
const keepListening = async (url: string, channel: string, told: (payload: string) => void): Promise<() => Promise<void>> => {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url })
    next.on('notification', ({ payload }) => told(payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', retry)
    await next.connect()
    await next.query(`listen ${pg.escapeIdentifier(channel)}`)
    client = next
  }
  const retry = (): void => {
    if (isStopped) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      connect().then(() => told(''), retry)
    }, RECONNECT_MS)
    timer.unref()
  }
  try {
    await connect()
  } catch (error) {
    isStopped = true
    throw error
  }
  return async () => {
    isStopped = true
    clearTimeout(timer)
    await client?.end()
  }
}

/** Applies what is missing, one node at a time, and returns the database's generation. */
const migrate = async (database: Database, runScript: RunScript): Promise<string> => {
  await runScript(`
select pg_advisory_xact_lock(${MIGRATION_LOCK});
create table if not exists migration (id integer primary key, reason text not null, applied_at timestamptz not null default now())`)
  const newest = MIGRATIONS.at(-1)?.id ?? 0
  for (const { id, reason, sql: script } of MIGRATIONS) {
    const applied = await rowsOf<{ id: number }>(database, sql`select id from migration order by id desc limit 1`)
    const reached = applied[0]?.id ?? 0
    if (reached > newest) throw new AppError('E-NEWER', { found: reached, known: newest })
    if (reached >= id) continue
    await applyOnce(runScript, id, reason, script)
  }
  await database
    .insert(schema.setting)
    .values({ key: 'generation', value: randomUUID() })
    .onConflictDoNothing()
  const [row] = await database.select().from(schema.setting).where(sql`${schema.setting.key} = 'generation'`)
  return String(row?.value)
}

/** Two nodes may come here at once: the second one waits for the lock and then finds the row. */
const applyOnce = (runScript: RunScript, id: number, reason: string, script: string): Promise<void> =>
  runScript(`
select pg_advisory_xact_lock(${MIGRATION_LOCK});
do $migration$ begin
  if not exists (select 1 from migration where id = ${id}) then
    execute $statements$ ${script} $statements$;
    insert into migration (id, reason) values (${id}, ${quoted(reason)});
  end if;
end $migration$`)

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
