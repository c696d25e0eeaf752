/** A fault that the operator can mend: its message is the whole sentence and needs no stack. */
export class StartError extends Error {
  override name = 'StartError'
}
