/** A time as commands print it, to the minute. */
export const shownTime = (at: Date) => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
