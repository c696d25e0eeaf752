import type { Message } from './messages.ts'

type Template = Message['template']

/**
 * How a mail is sent again. `reset`: link and code, or what takes their place, to all addresses
 * that count. `notice`: to all addresses that are told of such an act. `same-address`: to the
 * address for which it was meant. `elsewhere`: while the user signs in at a provider. `check`: with
 * a new link. `never`: not at all.
 */
type Way = 'reset' | 'notice' | 'same-address' | 'elsewhere' | 'check' | 'never'

/** A caller needs the permission of the call that would send the mail anew. */
type Resending = { readonly way: Way; readonly needs: 'write' | 'reset-password' }

const reset = { way: 'reset', needs: 'reset-password' } as const
const notice = { way: 'notice', needs: 'write' } as const
const sameAddress = { way: 'same-address', needs: 'write' } as const
const never = { way: 'never', needs: 'write' } as const

/** By template, so that nobody can add a template without saying how it is sent again. */
export const resending = {
  reset,
  'create-password': reset,
  'console-password': reset,
  'temporary-password': reset,
  'password-changed': notice,
  'username-changed': sameAddress,
  'address-changed': sameAddress,
  'signs-in-elsewhere': { way: 'elsewhere', needs: 'reset-password' },
  'sso-linked': notice,
  'sso-link': { way: 'never', needs: 'reset-password' },
  'disowned-digest': never,
  'address-check': { way: 'check', needs: 'write' },
  'caller-check': { way: 'never', needs: 'reset-password' },
  'webhook-switched-off': never,
  'second-factor-added': notice,
  'second-factor-removed': notice,
  'recovery-codes-replaced': notice,
  'recovery-code-used': notice,
  'factor-recovery-started': notice,
  'recovery-address-check': never,
  'recovery-address-added': notice,
  'recovery-address-removed': notice,
  test: never,
} as const satisfies Readonly<Record<Template, Resending>>

/** The templates that are sent again in one of these ways. */
export type SentAgain<W extends Way> = {
  [T in Template]: (typeof resending)[T]['way'] extends W ? T : never
}[Template]
