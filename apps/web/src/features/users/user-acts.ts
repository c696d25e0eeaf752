import type { Permission } from '@rekey/contracts/permissions'
import type { User } from '@rekey/contracts/users'
import {
  KeyRound,
  LogOut,
  MailCheck,
  MailPlus,
  Phone,
  ShieldOff,
  Trash2,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react'
import type { MenuEntry } from '../../console-kit/menu.tsx'
import { confirmedWords } from './confirmed-words.ts'
import { openingAddresses } from './opening-addresses.ts'
import { userDetailsMessages } from './user-details-messages.ts'

export type UserAct =
  | 'reset'
  | 'verify-caller'
  | 'verify'
  | 'end-sessions'
  | 'recover-factor'
  | 'use-password'
  | 'deactivate'
  | 'reactivate'
  | 'delete'

/** The person who is looking at a user. */
export type Viewer = { readonly id: string; readonly permissions: readonly Permission[] }

const text = userDetailsMessages.menu

/**
 * What a viewer may do with a user. Actions without permission are left out. Actions that aren't
 * possible now stay in the menu, with the reason. The server decides on both.
 */
export function userActs(user: User, viewer: Viewer): MenuEntry<UserAct>[][] {
  const mayReset = viewer.permissions.includes('users.reset-password')
  const mayResetContact =
    user.kind === 'contact' && viewer.permissions.includes('contacts.reset-password')
  const mayDeactivate = viewer.permissions.includes('users.deactivate')
  const isSelf = user.id === viewer.id ? text.yourself : null
  const isDeactivated = user.status === 'deactivated'
  const groups: (MenuEntry<UserAct> | false)[][] = [
    [
      (mayReset || mayResetContact) && {
        id: 'reset',
        label: text.reset,
        icon: MailPlus,
        blocked: resetBlocked(user),
      },
      mayReset && {
        id: 'verify-caller',
        label: text.verifyCaller,
        icon: Phone,
        blocked: isSelf ?? callerBlocked(user),
      },
      mayUsePassword(user, viewer) && {
        id: 'use-password',
        label: text.usePassword,
        icon: KeyRound,
        blocked: isDeactivated ? text.deactivated : null,
      },
      mayEdit(user, viewer) && {
        id: 'verify',
        label: text.verify,
        icon: MailCheck,
        blocked: verifyBlocked(user),
      },
      mayDeactivate && {
        id: 'end-sessions',
        label: text.endSessions,
        icon: LogOut,
        blocked: isDeactivated ? text.deactivated : null,
      },
    ],
    [
      mayReset &&
        hasSecondFactor(user) && {
          id: 'recover-factor',
          label: text.recoverFactor,
          icon: ShieldOff,
          blocked: recoveryBlocked(user, viewer),
        },
    ],
    [
      mayDeactivate &&
        (isDeactivated
          ? { id: 'reactivate', label: text.reactivate, icon: UserRoundCheck }
          : { id: 'deactivate', label: text.deactivate, icon: UserRoundX, blocked: isSelf }),
      viewer.permissions.includes('users.delete') && {
        id: 'delete',
        label: text.delete,
        icon: Trash2,
        isGrave: true,
        blocked: isSelf,
      },
    ],
  ]
  return groups.map((group) => group.filter((entry) => entry !== false))
}

/**
 * Why no reset can be chosen now, or null if it can. For users of a provider it can be chosen: the
 * dialog says where the password is and how to get there.
 */
export const resetBlocked = ({ recovery: { refusal } }: User): string | null =>
  refusal === null || refusal === 'user-signs-in-elsewhere' ? null : reasons[refusal]

const reasons = { 'user-deactivated': text.deactivated, 'user-has-no-address': text.noAddress }

/** Why no code can be mailed to verify a caller. Lists don't know the recovery addresses. */
function callerBlocked(user: User): string | null {
  if (user.status === 'deactivated') return text.deactivated
  return user.recoveryAddresses && openingAddresses(user).length === 0 ? text.noAddress : null
}

/** Why no recovery can be started now, or null if it can. */
function recoveryBlocked({ id, factorRecovery }: User, viewer: Viewer): string | null {
  if (factorRecovery) return text.recoveryStarted
  return id === viewer.id ? text.notForYourself : null
}

/** Lists don't tell it, so there the action is left out. */
const hasSecondFactor = ({ secondFactors }: User): boolean =>
  secondFactors !== undefined && secondFactors.totp + secondFactors.passkeys > 0

/** Whether the viewer may let a user of a provider sign in with a password here again. */
export const mayUsePassword = (user: User, viewer: Viewer): boolean =>
  user.signInMethod === 'sso' && viewer.permissions.includes('users.write')

/** Why the address can't or needn't be verified now, or null if it can. */
function verifyBlocked({ status, resetAddress, addressConfirmedAt }: User): string | null {
  if (status === 'deactivated') return text.deactivated
  if (resetAddress === null) return text.noAddress
  return addressConfirmedAt && confirmedWords(addressConfirmedAt)
}

/** Whether the viewer may edit a user's names and addresses. */
export const mayEdit = ({ kind }: User, { permissions }: Viewer): boolean =>
  permissions.includes('users.write') ||
  (kind === 'contact' && permissions.includes('contacts.write'))
