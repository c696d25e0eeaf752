import type { Kind } from '@rekey/contracts/fields'
import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import { shownMoment } from '../../mail/times.ts'

/** A user with the fields that the checks need. */
export type DiagnosedUser = {
  readonly id: string
  readonly username: string
  readonly kind: Kind
  readonly status: 'active' | 'deactivated'
  readonly signInMethod: 'password' | 'sso'
  readonly wrongCodes: number
  readonly addressConfirmedAt: Date | null
  /** The address to which resets are sent; null: there is none. */
  readonly address: string | null
}

/** One check, or several that belong together. */
export type Examine = (
  deps: Deps,
  user: DiagnosedUser,
  /** Formats a time in the settings' time zone. */
  shown: (at: Date) => string,
) => Promise<readonly DiagnosisCheck[]>

/** Null: the user doesn't exist, or was deleted. */
export async function findDiagnosedUser(
  { db }: Pick<Deps, 'db'>,
  id: string,
): Promise<DiagnosedUser | null> {
  const user = await db.user.findUnique({ where: { id, deletedAt: null } })
  return (
    user && {
      id,
      username: user.username,
      kind: user.kind,
      status: user.status,
      signInMethod: user.signInMethod,
      wrongCodes: user.wrongCodes,
      addressConfirmedAt: user.addressConfirmedAt,
      address: addressOf(user),
    }
  )
}

export async function momentsOf({ settings, clock }: Pick<Deps, 'settings' | 'clock'>) {
  const { timeZone } = await settings.current()
  return (at: Date) => shownMoment(at, timeZone, clock.now())
}
