/** A sentence for the operator; needs no stack. */
export class CommandError extends Error {
  override name = 'CommandError'
}
