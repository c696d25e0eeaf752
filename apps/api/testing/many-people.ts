import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'

/**
 * Writes people with names as people have them: 5,000 first and 5,000 last names, the commonest of
 * each a hundredth of all, as in a census. Their kinds, organizations, domains and states are mixed
 * as in a large installation. Always the same ones, for the same count.
 *
 * Indexes are dropped before and made anew behind: a million users in a minute instead of five.
 */
export async function createManyPeople(connectionString: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string; definition: string }>(`
      SELECT indexname AS name, indexdef AS definition FROM pg_indexes
      WHERE tablename = 'users' AND indexdef NOT LIKE '%UNIQUE%'`)
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`)
    await client.query('SELECT setseed(0.5)')
    await client.query(insertOrganizations, [Math.ceil(count / 50)])
    await client.query(insertPeople, [count, ...(await readNames())])
    await client.query("SET maintenance_work_mem = '256MB'")
    for (const { definition } of rows) await client.query(definition)
    await client.query('VACUUM ANALYZE users, organizations')
  } finally {
    await client.end()
  }
}

const dictionary = new URL(
  '../../../packages/password-strength/src/dictionary.json',
  import.meta.url,
)

/**
 * First and last names, the commonest first. The list of first names is in alphabetical order:
 * mixed.
 */
async function readNames(): Promise<[first: string[], last: string[]]> {
  const { lists } = JSON.parse(await readFile(dictionary, 'utf8')) as {
    lists: { firstnames: string; lastnames: string }
  }
  const mixed = lists.firstnames.split(' ').sort((one, other) => (mix(one) < mix(other) ? -1 : 1))
  return [mixed, lists.lastnames.split(' ')]
}

const mix = (name: string) => createHash('sha256').update(name).digest('hex')

const insertOrganizations = `
  INSERT INTO organizations (name)
  SELECT (ARRAY['Baltic', 'Harbour', 'Leith', 'Northern', 'Old Town', 'River', 'Station', 'West'])[1 + number % 8]
    || ' ' || (ARRAY['Bakery', 'Deli', 'Foods', 'Grocers', 'Kiosk', 'Market', 'Stores'])[1 + number % 7]
    || ' ' || number
  FROM generate_series(1, $1::integer) AS number`

const before =
  'north west harbour blue silver old river stone green iron sun lake bright clear high'
const behind =
  'wind field gate mark soft trade works port line craft foods mill way bridge point land'

const oneOf = (words: string, number: string) => {
  const list = words.split(' ')
  return `(ARRAY['${list.join("','")}'])[1 + (${number})::integer % ${list.length}]`
}

/** The rank of a name falls off as 1 / (rank + 20). */
const nameFrom = (names: string) => `
  initcap((${names}::text[])[1 + floor(20 * (power((array_length(${names}::text[], 1) + 20) / 20.0, random()) - 1))::integer])`

const insertPeople = `
  WITH shops AS MATERIALIZED (SELECT id, name, row_number() OVER (ORDER BY name) AS place FROM organizations),
  drawn AS MATERIALIZED (
    SELECT number, random() AS kind, random() AS state, random() AS domain, random() AS age,
      1 + floor(random() * (SELECT count(*) FROM shops))::bigint AS place,
      ${nameFrom('$2')} AS first, ${nameFrom('$3')} AS last
    FROM generate_series(1, $1::integer) AS number
  ),
  people AS MATERIALIZED (
    SELECT drawn.*, first || ' ' || last AS name,
      lower((first || '.' || last) COLLATE "und-x-icu") || number || '@' || CASE
        WHEN domain < 0.3 THEN 'mail.example'
        ELSE ${oneOf(before, 'floor(domain * 997)')} || ${oneOf(behind, 'floor(domain * 4999)')} || '.example'
        END AS username,
      CASE WHEN kind < 0.1 THEN 'staff' WHEN kind < 0.15 THEN 'device'
        WHEN kind < 0.6 THEN 'contact' ELSE 'member' END AS sort
    FROM drawn
  )
  INSERT INTO users (username, username_key, display_name, search_text, kind, organization_id, role_id,
    status, password_hash, password_blocked_at, must_change_password, created_at)
  SELECT username, username, people.name,
    username || E'\\n' || lower(people.name COLLATE "und-x-icu") || E'\\n' || coalesce(lower(shops.name COLLATE "und-x-icu"), ''),
    sort, shops.id,
    CASE WHEN sort = 'device' THEN '00000000-0000-4000-8000-000000000004'::uuid
      ELSE '00000000-0000-4000-8000-000000000005'::uuid END,
    CASE WHEN state < 0.02 THEN 'deactivated' ELSE 'active' END,
    CASE WHEN state > 0.97 THEN NULL ELSE '$argon2id$v=19$m=19456,t=2,p=1$' || repeat('A', 22) || '$' || repeat('A', 43) END,
    CASE WHEN state BETWEEN 0.5 AND 0.501 THEN now() END,
    state BETWEEN 0.6 AND 0.605,
    now() - age * interval '5 years'
  FROM people LEFT JOIN shops ON sort = 'contact' AND shops.place = people.place`
