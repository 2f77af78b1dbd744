// Opens the platform's database: PGlite in memory or in a folder, or PostgreSQL by its address. One type for all of them.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { sql, type SQL } from 'drizzle-orm'
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite'
import pg from 'pg'
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

/** Opens and brings the tables up to date. Throws when the database cannot be opened or is newer than this program. */
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
    close: () => client.close(),
  }
}

const openPostgres = async (url: string): Promise<Opened> => {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const listeners: pg.Client[] = []
  // an idle connection that breaks is replaced by the pool; its error must not end the process
  pool.on('error', () => undefined)
  return {
    database: drizzlePostgres(pool, { schema }) as unknown as Database,
    runScript: async (script) => {
      await pool.query(`begin; ${script}; commit`)
    },
    listen: async (channel, told) => {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => undefined)
      client.on('notification', ({ payload }) => told(payload ?? ''))
      await client.connect()
      await client.query(`listen ${pg.escapeIdentifier(channel)}`)
      listeners.push(client)
    },
    close: async () => {
      await Promise.all(listeners.map((client) => client.end()))
      await pool.end()
    },
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
    if (reached > newest) throw new Error(`database is at migration ${reached}, this program knows ${newest}`)
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
