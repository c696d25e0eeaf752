import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'

/**
 * A user as callers without users.read see them. Every e-mail address is cut to its first letter
 * and its domain, in names too, since some usernames are addresses.
 */
export const maskAddresses = (user: User): User => ({
  ...user,
  username: masked(user.username),
  displayName: masked(user.displayName),
  emailTo: user.emailTo && masked(user.emailTo),
  resetAddress: user.resetAddress && masked(user.resetAddress),
})

/**
 * A mail as callers without users.read see it. Addresses are masked in the mail servers' answers
 * too, however a server spells them.
 */
export const maskMessage = (message: Message): Message => ({
  ...message,
  to: message.to && masked(message.to),
  events: message.events.map((event) => ({
    ...event,
    detail: event.detail && maskWords(event.detail, message.to),
  })),
})

/** `jane@northwind.example` as `j…@northwind.example`; text without an address stays as it is. */
export const masked = (value: string) => value.replace(anyAddress, '$1…@')

/**
 * An address up to its @, plain or as URLs, quoted-printable, xtext (RFC 3461, 4) and HTML write
 * it.
 */
const anyAddress = /(\S)\S*(?:@|＠|%40|=40|\+40|&#(?:64|x40);|\\x40)/giu

/** Servers also name a mailbox without its domain ("User jane unknown"). */
function maskWords(words: string, address: string | null): string {
  const local = address?.slice(0, address.lastIndexOf('@')) ?? ''
  const names = [...new Set([local, local.split('+', 1)[0] ?? ''])].filter((name) => name !== '')
  return names.reduce(
    (left, name) => left.replace(inAnySpelling(name), `${[...name][0]}…`),
    masked(words),
  )
}

/**
 * Matches this name as a word, in upper or lower case, with each character plain or escaped,
 * perhaps across a folded line.
 */
function inAnySpelling(name: string): RegExp {
  const characters = [...name].map((character) => {
    const point = character.codePointAt(0) ?? 0
    const hex = point.toString(16)
    const utf8 = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'))
    const escaped = ['%', '=', String.raw`\+`, String.raw`\\x`].map(
      (sign) => sign + utf8.join(sign),
    )
    const inHtml = [`&#0*${point};`, `&#x0*${hex};`, String.raw`\\x\{0*${hex}\}`]
    return `(?:${[`\\u{${hex}}`, ...escaped, ...inHtml].join('|')})`
  })
  return new RegExp(
    `(?<![\\p{L}\\p{N}])${characters.join(String.raw`(?:=?\s+)?`)}(?![\\p{L}\\p{N}])`,
    'giu',
  )
}
