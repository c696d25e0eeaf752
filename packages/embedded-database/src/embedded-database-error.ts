/** A fault that the operator can act on: its message is a whole sentence and needs no stack. */
export class EmbeddedDatabaseError extends Error {
  override name = 'EmbeddedDatabaseError'
}
