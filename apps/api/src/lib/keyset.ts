/**
 * Which part of a list is asked for: so many rows beyond one position, on either side of it.
 * Rows that come or go meanwhile make no gap and no repeat.
 */
export type Keyset<Position> = {
  readonly limit: number
  /** Null: the beginning of the list. */
  readonly from: { readonly direction: 'after' | 'before'; readonly position: Position } | null
}

/** A place in a list by time, made total by the id. */
export type Moment = { readonly at: Date; readonly id: string }

const timeForm = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Only what `[at.toISOString(), id]` gives: the database knows fewer years than Date does. */
export function parseMoment([time = '', id = '']: readonly string[]): Moment | null {
  const at = new Date(timeForm.test(time) ? time : Number.NaN)
  return Number.isNaN(at.getTime()) || !uuidForm.test(id) ? null : { at, id }
}
