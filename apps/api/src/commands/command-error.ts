/** Its message is a sentence for the operator, so it needs no stack. */
export class CommandError extends Error {
  override name = 'CommandError'
}
