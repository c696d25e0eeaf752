/** A bounded queue is full. The caller may try again soon; nothing was stored. */
export class Overloaded extends Error {
  constructor(what: string) {
    super(`${what} is full`)
    this.name = 'Overloaded'
  }
}
