/** A local part in which a dot doesn't stand between two other characters. */
const oddDots = /^(?:\..*|.*\.\..*|.*\.)(?=@[^@]*$)/

/**
 * An address as mail servers take it. Some providers gave out addresses such as
 * `jane..doe.@mail.example`, which are only valid with their local part in quotes (RFC 5321, 4.1.2).
 */
export const quotedAddress = (address: string): string =>
  address.replace(oddDots, (localPart) => `"${localPart}"`)
