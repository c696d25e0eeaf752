/**
 * The requested part of a list: a number of rows before or after one position. Rows that are added
 * or removed meanwhile cause no gap and no repetition.
 */
export type Keyset<Position> = {
  readonly limit: number
  /** Null: the beginning of the list. */
  readonly from: { readonly direction: 'after' | 'before'; readonly position: Position } | null
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
