/** Job lanes: what the higher number holds goes first, so that junk can't starve recovery. */
export const lanes = { bulk: 0, selfService: 1, first: 2 } as const

/** `first`: administrators, and people who ask from a device that they have signed in on. */
export type Lane = (typeof lanes)[keyof typeof lanes]
