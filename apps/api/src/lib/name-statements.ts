/** The maximum number of plans for each connection, and of texts that we count. */
const maximumNames = 100
const maximumTexts = 1_000

type Options = {
  /** Distinguishes the names of those who share a connection. */
  readonly prefix?: string
  /** Uses after which a statement counts as frequent. */
  readonly frequent?: number
}

/**
 * Names frequent statements: the database parses and plans a named one once for each connection.
 * Other statements get the empty name, whose plan isn't kept. Otherwise texts whose length depends
 * on their data (many rows in one INSERT) would pile up in the database's memory.
 */
export function nameStatements({
  prefix = 'rekey',
  frequent = 20,
}: Options = {}): (statement: { sql: string }) => string {
  const names = new Map<string, string>()
  let uses = new Map<string, number>()
  return ({ sql }) => {
    const name = names.get(sql)
    if (name !== undefined) return name
    if (names.size === maximumNames) return ''
    if (uses.size === maximumTexts) uses = new Map()
    const count = (uses.get(sql) ?? 0) + 1
    uses.set(sql, count)
    if (count < frequent) return ''
    uses.delete(sql)
    names.set(sql, `${prefix}_${names.size + 1}`)
    return names.get(sql) ?? ''
  }
}
