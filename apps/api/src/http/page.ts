import type { Keyset } from '../lib/keyset.ts'
import { type Cursor, decodeCursor, encodeCursor } from './cursor.ts'
import { Problem } from './problem.ts'

export const defaultLimit = 25

type Asked = { readonly limit?: string | undefined; readonly cursor?: string | undefined }

/**
 * The part of a list that a query requests (contracts/lists.ts `paging`).
 * @param parse returns null if the strings are no position in this list
 * @throws Problem bad-request, for a cursor that we didn't make
 */
export function readKeyset<Position>(
  { limit, cursor }: Asked,
  length: number,
  parse: (position: readonly string[]) => Position | null,
): Keyset<Position> {
  const decoded = decodeCursor(cursor, length)
  const position = decoded && parse(decoded.position)
  if (decoded && position === null) {
    throw new Problem('bad-request', { errors: [{ pointer: '/cursor', detail: 'is damaged' }] })
  }
  return {
    limit: Number(limit ?? defaultLimit),
    from: decoded && position !== null ? { direction: decoded.direction, position } : null,
  }
}

/**
 * One page in the order of its list, with a cursor for each direction that has more rows.
 * @param rows the rows from the position on, in the order read, so backwards for `before`; one more
 * than the limit means that there are more
 * @param encode replaces encodeCursor if the caller must not see the position
 */
export function toPage<Row>(
  rows: readonly Row[],
  { limit, from }: Keyset<unknown>,
  positionOf: (row: Row) => readonly string[],
  encode: (cursor: Cursor) => string = encodeCursor,
) {
  const isBack = from?.direction === 'before'
  const hasMore = rows.length > limit
  const kept = rows.slice(0, limit)
  const items = isBack ? kept.reverse() : kept
  const cursorAt = (direction: 'after' | 'before', row: Row | undefined) =>
    row === undefined ? null : encode({ direction, position: positionOf(row) })
  return {
    items,
    nextCursor: isBack || hasMore ? cursorAt('after', items.at(-1)) : null,
    prevCursor: (isBack ? hasMore : from !== null) ? cursorAt('before', items[0]) : null,
  }
}
