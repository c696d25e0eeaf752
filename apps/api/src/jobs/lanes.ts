/** Job lanes: jobs with a higher number go first, so that junk requests can't delay recovery. */
export const lanes = { bulk: 0, selfService: 1, first: 2 } as const

/** `first`: administrators, and people who use a device on which they have signed in before. */
export type Lane = (typeof lanes)[keyof typeof lanes]
