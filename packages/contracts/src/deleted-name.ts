/** Crockford's Base32 leaves out letters that are easily misread: I, L, O and U. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * `deleted user 7F3K`: the first twenty bits of the random id. It distinguishes deleted users, is
 * the same in every event, and doesn't reveal who the user was.
 */
export function deletedName(id: string): string {
  const bits = Number.parseInt(id.slice(0, 5), 16)
  const short = [15, 10, 5, 0].map((shift) => letters[(bits >> shift) & 31]).join('')
  return `deleted user ${short}`
}
