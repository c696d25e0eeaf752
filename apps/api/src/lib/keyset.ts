/**
 * Which part of a list is asked for: so many rows beyond one position, on either side of it.
 * Rows that come or go meanwhile make no gap and no repeat.
 */
export type Keyset<Position> = {
  readonly limit: number
  /** Null: the beginning of the list. */
  readonly from: { readonly direction: 'after' | 'before'; readonly position: Position } | null
}
