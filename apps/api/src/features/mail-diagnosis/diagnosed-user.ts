import type { Kind } from '@rekey/contracts/fields'
import type { DiagnosisCheck } from '@rekey/contracts/mail-diagnosis'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import { shownMoment } from '../../mail/times.ts'

/** A user as the checks need them. */
export type DiagnosedUser = {
  readonly id: string
  readonly username: string
  readonly kind: Kind
  readonly status: 'active' | 'deactivated'
  readonly signInMethod: 'password' | 'sso'
  readonly wrongCodes: number
  readonly addressConfirmedAt: Date | null
  /** Where resets go; null: nowhere. */
  readonly address: string | null
}

/** A check, or several that belong together. */
export type Examine = (
  deps: Deps,
  user: DiagnosedUser,
  /** A moment in the words of the settings' time zone. */
  shown: (at: Date) => string,
) => Promise<readonly DiagnosisCheck[]>

/** Null: there is none, or no longer. */
export async function findDiagnosedUser(
  { db }: Pick<Deps, 'db'>,
  id: string,
): Promise<DiagnosedUser | null> {
  const user = await db.user.findUnique({ where: { id, deletedAt: null } })
  return (
    user && {
      id,
      username: user.username,
      kind: user.kind as Kind,
      status: user.status as DiagnosedUser['status'],
      signInMethod: user.signInMethod as DiagnosedUser['signInMethod'],
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
