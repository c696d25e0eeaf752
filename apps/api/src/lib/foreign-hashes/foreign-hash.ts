/** A password hash that another system made, with the cost of checking it. */
export type ForeignHash = {
  readonly cost: SchemeCost
  /** The most memory that a check takes. */
  readonly memoryBytes: number
  /** An estimate of a check's duration, right within a factor of about four. */
  readonly estimatedMs: number
  /** The work of a check, in the units of its family. */
  readonly units: number
  /** Whether this is the password. Runs on the thread pool, off the event loop. */
  verify(password: string): Promise<boolean>
}

/** The work of the most expensive check with a label. */
export type SchemeCost = {
  /** Scheme and cost, such as `bcrypt-12`, stored beside the hash. */
  readonly label: string
  /**
   * Checks of one family repeat the same work a different number of times, so their costs add up.
   */
  readonly family: string
  readonly units: number
  /** Does this many units of the work and discards the result. Runs on the thread pool. */
  spend(password: string, units: number): Promise<void>
}

/** Why a value can't be used, as the end of a sentence: "is not base64". */
export type Fault = { readonly fault: string }

/** Reads the labels of one scheme; null: the label is of another scheme. */
export type LabelReader = (label: string) => SchemeCost | null

/** Reads one scheme; null: the value is of another scheme. */
export type Scheme = (value: string) => ForeignHash | Fault | null

export const megabyte = 1024 * 1024

/** The highest cost that a sign-in may have; import refuses a hash that costs more. */
export const limits = { memoryBytes: 128 * megabyte, milliseconds: 500 }

/**
 * Far over the time limit even if the estimate is four times too high, so measuring isn't
 * worthwhile.
 */
const hopelessMs = limits.milliseconds * 4

/** Faults in its cost that show without doing any work; null if it may be measured. */
export function findCostFault({ memoryBytes, estimatedMs }: ForeignHash): Fault | null {
  if (memoryBytes > limits.memoryBytes) {
    return { fault: `takes ${Math.ceil(memoryBytes / megabyte)} MiB to check; at most 128 MiB` }
  }
  return estimatedMs > hopelessMs ? { fault: 'takes far over 500 ms to check' } : null
}
