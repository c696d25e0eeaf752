/**
 * Waits for work for this long at most. The work itself goes on.
 * @throws Error when it takes longer
 */
export async function inTime<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`No answer in ${milliseconds / 1_000} s`)),
    milliseconds,
  )
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer))
}
