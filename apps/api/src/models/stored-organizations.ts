import { type Database, rowsAsTable, sql } from '../lib/database.ts'
import { nameText } from './search-text.ts'

/** A site has some thousands of organizations, so they are read at once. */
export async function renewOrganizations(db: Database): Promise<void> {
  const stored = await db.organization.findMany({
    select: { id: true, name: true, searchText: true },
  })
  const renewed = stored
    .map(({ id, name, searchText }) => ({ id, name, before: searchText, text: nameText(name) }))
    .filter(({ before, text }) => text !== before)
  if (renewed.length === 0) return
  // An organization that is renamed meanwhile already has the text of its new name.
  await db.$executeRaw`
    UPDATE organizations SET search_text = given.text
    FROM ${rowsAsTable(renewed, sql`id uuid, name text, text text`)}
    WHERE organizations.id = given.id AND organizations.name = given.name`
}
