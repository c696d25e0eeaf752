/** A password hash that another system made, and what one check of it costs. */
export type ForeignHash = {
  readonly cost: SchemeCost
  /** The most memory that a check takes. */
  readonly memoryBytes: number
  /** A guess at a check's duration, right within a factor of about four. */
  readonly estimatedMs: number
  /** What its own check takes, in the units of its family. */
  readonly units: number
  /** Whether this is the password. Runs on the thread pool, off the event loop. */
  verify(password: string): Promise<boolean>
}

/** What the dearest check under a label takes. */
export type SchemeCost = {
  /** Scheme and cost, such as `bcrypt-12`: it is stored beside the hash. */
  readonly label: string
  /** Checks of one family differ only in how often they do the same: their costs add up. */
  readonly family: string
  readonly units: number
  /** Does this many units of the work and keeps nothing of it. Runs on the thread pool. */
  spend(password: string, units: number): Promise<void>
}

/** Why a value can't be used, as the end of a sentence: "is not base64". */
export type Fault = { readonly fault: string }

/** Reads the labels of one scheme; null: the label is of another scheme. */
export type LabelReader = (label: string) => SchemeCost | null

/** Reads one scheme; null: the value is of another scheme. */
export type Scheme = (value: string) => ForeignHash | Fault | null

export const megabyte = 1024 * 1024

/** A sign-in may cost this much and no more: whoever is over it is refused at import. */
export const limits = { memoryBytes: 128 * megabyte, milliseconds: 500 }

/** Far over the time limit even if the guess is four times too high: not worth a measurement. */
const hopelessMs = limits.milliseconds * 4

/** Faults of its cost that show without any work; null when measuring may go on. */
export function findCostFault({ memoryBytes, estimatedMs }: ForeignHash): Fault | null {
  if (memoryBytes > limits.memoryBytes) {
    return { fault: `takes ${Math.ceil(memoryBytes / megabyte)} MiB to check; at most 128 MiB` }
  }
  return estimatedMs > hopelessMs ? { fault: 'takes far over 500 ms to check' } : null
}
