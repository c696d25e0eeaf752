/** A fault that the operator can fix: its message explains everything and needs no stack. */
export class StartError extends Error {
  override name = 'StartError'
}
