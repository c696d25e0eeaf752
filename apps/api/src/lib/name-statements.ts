/** Uses after which a statement counts as frequent. */
const frequent = 20

/** Each connection keeps as many plans, and we as many texts to count. */
const maximumNames = 100
const maximumTexts = 1_000

/**
 * Names the statements that come again and again: a named one is parsed and planned once for each
 * connection. The others get the empty name, which is kept by nobody: texts whose length follows
 * their data (many rows in one INSERT) must not pile up in the database's memory.
 */
export function nameStatements(): (statement: { sql: string }) => string {
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
    names.set(sql, `rekey_${names.size + 1}`)
    return names.get(sql) ?? ''
  }
}
