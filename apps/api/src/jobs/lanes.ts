/** Job lanes: jobs with a higher number go first, so that junk requests can't delay recovery. */
export const lanes = { bulk: 0, selfService: 1, first: 2 } as const

/** `first`: administrators, and people who use a device on which they have signed in before. */
export type Lane = (typeof lanes)[keyof typeof lanes]

/** Later turns are all alike, and still go before the bulk. */
const lastTurn = 98

/**
 * The priority of a job in its queue.
 * @param turn in the lane of self-service: how many asks the network had made before (turns.ts)
 */
export const priorityOf = (lane: Lane, turn = 0): number =>
  lane === lanes.bulk ? -100 : lane - (lane === lanes.selfService ? Math.min(turn, lastTurn) : 0)
