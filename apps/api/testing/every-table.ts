import pg from 'pg'

/** Runs work on a connection of its own. */
export async function withDatabase<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const listNames = `
  SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> '_prisma_migrations'
  ORDER BY 1`

/** All rows of all tables, as PostgreSQL writes them. */
export const readEveryTable = (url: string): Promise<Record<string, string[]>> =>
  withDatabase(url, async (client) => {
    const { rows: names } = await client.query<{ name: string }>(listNames)
    const tables: Record<string, string[]> = {}
    for (const { name } of names) {
      const { rows } = await client.query(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`)
      tables[name] = rows.map(({ row }) => row)
    }
    return tables
  })

/** What a schema is besides its rows. Names of tables stand in the definitions. */
export const readSchema = (url: string): Promise<string[]> =>
  withDatabase(url, async (client) => {
    const { rows } = await client.query<{ made: string }>(`
      SELECT 'column ' || attrelid::regclass || '.' || attname || ' ' || atttypid::regtype
          || coalesce(pg_get_expr(adbin, adrelid), '') AS made
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0
          AND NOT attisdropped
      UNION ALL SELECT conrelid::regclass || pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace
      UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE relnamespace = 'public'::regnamespace
      UNION ALL SELECT pg_get_triggerdef(oid) || tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
      UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace AND prolang <> 13 AND probin IS NULL
      ORDER BY 1`)
    return rows.map(({ made }) => made)
  })

/** What each column gets by its type: values that a careless copy would spoil. */
const values: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: `E'Zo\\u00eb \\U0001F511\\t"tab"\\n\\\\.\\nback\\\\slash\\r\\n\\\\N ' || gen_random_uuid()`,
  bytea: `'\\x00ff0a5c2e'::bytea || gen_random_uuid()::text::bytea`,
  jsonb: `'{"text": "\\\\ \\t \\" Zoë", "number": 12345678901234567890.5}'`,
  timestamptz: `'2026-02-03 04:05:06.789+00'`,
  int4: '3',
  int8: '9007199254740993',
  float8: '0.1 + 0.2',
  bool: 'true',
  _text: `ARRAY['a', 'b c', '', NULL, '{}', E'back\\\\slash']`,
}

/** Of columns that a CHECK ties to others. */
const given: Readonly<Record<string, string>> = {
  'users.kind': `'staff'`,
  'resets.purpose': `'reset'`,
  'resets.identity_id': 'NULL',
  'messages.status': `'accepted'`,
  'sessions.key_id': 'NULL',
  'second_factors.type': `'passkey'`,
  'second_factors.sealed_secret': 'NULL',
  'mailed_codes.purpose': `'recovery-address'`,
  'webhook_attempts.webhook_id': '(SELECT webhook_id FROM webhook_deliveries)',
  'webhook_attempts.event_id': '(SELECT event_id FROM webhook_deliveries)',
}

type Column = {
  readonly table: string
  readonly name: string
  readonly type: string
  /** The table to which it refers. */
  readonly refersTo: string | null
  /** The values that it may have, as a CHECK lists them. */
  readonly listed: string | null
}

const listColumns = `
  SELECT relname AS table, attname AS name, typname AS type,
    (SELECT confrelid::regclass::text FROM pg_constraint
      WHERE conrelid = pg_class.oid AND contype = 'f' AND conkey = ARRAY[attnum]) AS "refersTo",
    (SELECT substring(pg_get_constraintdef(oid) FROM '^CHECK \\(\\(\\w+ = ANY \\(ARRAY\\[(''[^'']+'')')
      FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'c' AND conkey = ARRAY[attnum]
      LIMIT 1) AS listed
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_type ON pg_type.oid = atttypid
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    AND relname NOT IN ('_prisma_migrations', 'settings')
  ORDER BY relname = 'webhook_attempts', 1, attnum`

/** Adds a row to every table, with a value in every column that can have one. */
export const fillEveryTable = (url: string): Promise<void> =>
  withDatabase(url, async (client) => {
    const { rows: columns } = await client.query<Column>(listColumns)
    const tables = Map.groupBy(columns, ({ table }) => table)
    // Neither triggers nor foreign keys, whose rows come with the next tables.
    await client.query('SET session_replication_role = replica')
    const kept = new Map<string, string>()
    const add = async (table: string): Promise<string> => {
      const known = kept.get(table)
      if (known) return known
      const cells: string[] = []
      for (const column of tables.get(table) ?? []) {
        const own = given[`${table}.${column.name}`] ?? column.listed
        const id = !own && column.refersTo ? `'${await add(column.refersTo)}'` : null
        cells.push(own ?? id ?? values[column.type] ?? `'no value for ${column.type}'`)
      }
      const { rows } = await client.query(
        `INSERT INTO "${table}" VALUES (${cells.join(', ')}) RETURNING *`,
      )
      const [first = ''] = Object.values<string>(rows[0])
      kept.set(table, first)
      return first
    }
    for (const table of tables.keys()) await add(table)
  })
