import { type Sql, sql } from './database.ts'

/**
 * The requested part of a list: a number of rows before or after one position. Rows that are added
 * or removed meanwhile cause no gap and no repetition.
 */
export type Keyset<Position> = {
  readonly limit: number
  /** Null: the beginning of the list. */
  readonly from: { readonly direction: 'after' | 'before'; readonly position: Position } | null
}

/**
 * SQL: which rows the part has, and in which order they are read. It is read backwards if it comes
 * before its position.
 * @param column sorts the list, and no two rows have the same value
 */
export function partOf<Position>(
  column: Sql,
  from: Keyset<Position>['from'],
  order: 'ascending' | 'descending' = 'ascending',
): { readonly beyond: Sql; readonly by: Sql } {
  const isDown = (order === 'descending') !== (from?.direction === 'before')
  const beyond =
    from && (isDown ? sql`${column} < ${from.position}` : sql`${column} > ${from.position}`)
  return { beyond: beyond ?? sql`true`, by: isDown ? sql`${column} DESC` : column }
}

/** Reads a whole list in parts: no transaction stays open, and no connection waits for a reader. */
export async function* readInParts<Row, Position>(
  limit: number,
  read: (part: Keyset<Position>) => Promise<readonly Row[]>,
  positionOf: (row: Row) => Position,
): AsyncGenerator<readonly Row[]> {
  let from: Keyset<Position>['from'] = null
  for (;;) {
    const found = await read({ limit, from })
    const part = found.slice(0, limit)
    yield part
    const last = part.at(-1)
    if (!last || found.length <= limit) return
    from = { direction: 'after', position: positionOf(last) }
  }
}

/** A position in a list by time; the id makes it unique. */
export type Moment = { readonly at: Date; readonly id: string }

const timeForm = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/**
 * Accepts only what `[at.toISOString(), id]` gives, because the database knows fewer years than
 * Date.
 */
export function parseMoment([time = '', id = '']: readonly string[]): Moment | null {
  const at = new Date(timeForm.test(time) ? time : Number.NaN)
  return Number.isNaN(at.getTime()) || !uuidForm.test(id) ? null : { at, id }
}
