import type { UserFilters } from './user-conditions.ts'

/** The users whom a caller chooses for a campaign or a batch: by their ids, or by a filter. */
export type Chosen = {
  readonly userIds?: readonly string[] | undefined
  readonly filter?: UserFilters | undefined
}

/** Each id once, in the given order. */
export const distinctIds = (userIds: readonly string[]): string[] => [...new Set(userIds)]
