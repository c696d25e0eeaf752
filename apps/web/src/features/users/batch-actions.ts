import type { Permission } from '@rekey/contracts/permissions'
import type { BatchAction } from '@rekey/contracts/user-batches'
import {
  KeyRound,
  LogOut,
  type LucideIcon,
  MailPlus,
  ShieldUser,
  UserRoundCheck,
  UserRoundX,
} from 'lucide-react'

type OfAction = { readonly icon: LucideIcon; readonly needs: Permission }

/** In the order of the bar. */
export const batchActions: Readonly<Record<BatchAction, OfAction>> = {
  'send-invitations': { icon: MailPlus, needs: 'users.reset-password' },
  'start-resets': { icon: KeyRound, needs: 'users.reset-password' },
  deactivate: { icon: UserRoundX, needs: 'users.deactivate' },
  reactivate: { icon: UserRoundCheck, needs: 'users.deactivate' },
  'end-sessions': { icon: LogOut, needs: 'users.deactivate' },
  'change-role': { icon: ShieldUser, needs: 'users.write' },
}

export const isMailing = (action: BatchAction): boolean =>
  action === 'send-invitations' || action === 'start-resets'

/** What a viewer may do to many users. */
export const actionsFor = (permissions: readonly Permission[]): readonly BatchAction[] =>
  (Object.keys(batchActions) as BatchAction[]).filter((action) =>
    permissions.includes(batchActions[action].needs),
  )
