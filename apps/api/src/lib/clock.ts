/** The time, which tests can stop. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

export const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)

/** A time as answers write it. */
export const instant = (at: Date | null) => at?.toISOString() ?? null

/** Whole seconds until a time, rounded up, and at least one. */
export const secondsUntil = (at: Date, now: Date): number =>
  Math.max(1, Math.ceil((at.getTime() - now.getTime()) / second))
