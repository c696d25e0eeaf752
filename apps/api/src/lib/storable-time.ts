const earliest = Date.parse('1970-01-01T00:00:00Z')
const latest = Date.parse('9999-01-01T00:00:00Z')

/**
 * A time to compare with. RFC 3339 has a year 0 and the database doesn't; nothing is that far away.
 */
export const storableTime = (time: string): Date =>
  new Date(Math.min(Math.max(Date.parse(time), earliest), latest))
