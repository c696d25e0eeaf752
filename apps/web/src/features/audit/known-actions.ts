import type { AuditEvent } from '@rekey/contracts/audit'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import type { BatchAction } from '@rekey/contracts/user-batches'
import {
  Building2,
  Eraser,
  FileDown,
  FileUp,
  Globe,
  History,
  KeyRound,
  Link,
  LogIn,
  LogOut,
  type LucideIcon,
  MailCheck,
  MailPlus,
  MailQuestion,
  Settings,
  ShieldAlert,
  ShieldCheck,
  ShieldX,
  Trash2,
  UserRoundCheck,
  UserRoundCog,
  UserRoundPen,
  UserRoundPlus,
  UserRoundX,
  Users,
  Webhook,
} from 'lucide-react'

type EventSentence = {
  /** `{actor}` and `{user}` stand for people, other names in braces for details. */
  readonly text: string
  readonly icon: LucideIcon
}

type Known = EventSentence & {
  /** The name of the action in the list of filters. */
  readonly label: string
  /** Returns a different sentence if the details need one. */
  readonly or?: (details: AuditEvent['details']) => string | false | null | undefined
}

const batchVerbs: Readonly<Record<BatchAction, string>> = {
  'send-invitations': 'send invitations to',
  'start-resets': 'start resets for',
  deactivate: 'deactivate',
  reactivate: 'reactivate',
  'end-sessions': 'end all sessions of',
  'change-role': 'change the role of',
}

const isBatchAction = (action: unknown): action is BatchAction =>
  typeof action === 'string' && Object.hasOwn(batchVerbs, action)

/** The sentence of each action. */
export const knownActions: Readonly<Record<AuditAction, Known>> = {
  'session.started': {
    label: 'Signed in',
    text: '{actor} signed in',
    icon: LogIn,
    or: ({ client }) => client === 'app' && '{actor} signed in to the app',
  },
  'session.ended': {
    label: 'Signed out',
    text: '{actor} signed out',
    icon: LogOut,
    or: ({ isCurrent }) => isCurrent === false && '{actor} signed out another device',
  },
  'sign-in.failed': {
    label: 'Failed to sign in',
    text: 'Someone failed to sign in as {user}{times}',
    icon: ShieldAlert,
  },
  'reset-code.wrong': {
    label: 'Entered a wrong code',
    text: 'Someone entered a wrong code for {user}{times}',
    icon: ShieldAlert,
  },
  'reset-code.used-up': {
    label: 'Used up all tries of a code',
    text: 'A reset of {user} ended after too many wrong codes{times}',
    icon: ShieldX,
  },
  'caller-check.started': {
    label: 'Mailed a code for a caller',
    text: '{actor} mailed a code to {user} to verify a caller',
    icon: ShieldCheck,
  },
  'caller-check.verified': {
    label: 'Verified a caller',
    text: '{actor} verified that a caller is {user}',
    icon: ShieldCheck,
  },
  'caller-check.wrong': {
    label: 'Caller gave a wrong code',
    text: '{actor} entered a wrong code of a caller for {user}',
    icon: ShieldAlert,
  },
  'factor-recovery.started': {
    label: 'Started to remove second factors',
    text: '{actor} started to remove the lost second factors of {user}',
    icon: ShieldAlert,
  },
  'factor-recovery.confirmed': {
    label: 'Confirmed removing second factors',
    text: '{actor} confirmed that the lost second factors of {user} are removed',
    icon: ShieldAlert,
  },
  'factor-recovery.cancelled': {
    label: 'Cancelled removing second factors',
    text: '{actor} cancelled the removal of the second factors of {user}',
    icon: ShieldX,
    or: ({ cause }) =>
      cause === 'permission' &&
      'The removal of the second factors of {user} was cancelled because an administrator who agreed may no longer do so',
  },
  'factor-recovery.completed': {
    label: 'Removed lost second factors',
    text: 'The lost second factors of {user} were removed',
    icon: ShieldX,
  },
  'recovery-address.requested': {
    label: 'Asked for a recovery address',
    text: '{actor} asked for a code for a new recovery address',
    icon: MailPlus,
  },
  'recovery-address.added': {
    label: 'Added a recovery address',
    text: '{actor} added a recovery address',
    icon: ShieldCheck,
  },
  'recovery-address.removed': {
    label: 'Removed a recovery address',
    text: '{actor} removed a recovery address of {user}',
    icon: ShieldX,
  },
  'second-factor.added': {
    label: 'Added a second factor',
    text: '{actor} added a second factor',
    icon: ShieldCheck,
  },
  'second-factor.removed': {
    label: 'Removed a second factor',
    text: '{actor} removed a second factor',
    icon: ShieldX,
  },
  'second-factor.renamed': {
    label: 'Renamed a second factor',
    text: '{actor} renamed a second factor',
    icon: ShieldCheck,
  },
  'second-factor.wrong': {
    label: 'Entered a wrong second factor',
    text: 'Someone entered a wrong second factor for {user}{times}',
    icon: ShieldAlert,
  },
  'recovery-code.used': {
    label: 'Used a recovery code',
    text: '{user} used a recovery code',
    icon: KeyRound,
  },
  'recovery-codes.replaced': {
    label: 'Replaced the recovery codes',
    text: '{actor} replaced the recovery codes',
    icon: KeyRound,
  },
  'backup.restored': {
    label: 'Restored a backup',
    text: '{operator} restored a backup',
    icon: History,
  },
  'keys.revoked': {
    label: 'Revoked a server key',
    text: '{operator} revoked a server key',
    icon: KeyRound,
  },
  'keys.rotated': {
    label: 'Rotated the server keys',
    text: '{operator} rotated the server keys',
    icon: KeyRound,
  },
  'sessions.ended': {
    label: 'Signed out other devices',
    text: '{actor} signed out all other devices',
    icon: LogOut,
  },
  'session.refresh-token-reused': {
    label: 'Reused a token',
    text: 'A used token of {user} was used again, so the session was ended',
    icon: ShieldAlert,
  },
  'password.changed': {
    label: 'Changed the password',
    text: '{actor} changed the password',
    icon: KeyRound,
  },
  'password-reset.requested': {
    label: 'Requested a reset',
    text: '{somebody} requested a password reset for {user}',
    icon: MailQuestion,
  },
  'password-reset.started': {
    label: 'Reset a password',
    text: '{actor} reset the password of {user} by e-mail',
    icon: MailPlus,
  },
  'password-reset.completed': {
    label: 'Set a new password',
    text: '{user} set a new password',
    icon: KeyRound,
    or: ({ purpose }) =>
      ({ create: '{user} created the password', console: '{user} created a console password' })[
        String(purpose)
      ],
  },
  'password-reset.disowned': {
    label: 'Cancelled a reset',
    text: '{user} cancelled a password reset',
    icon: ShieldX,
    or: ({ outcome }) =>
      ({
        blocked: '{user} reported a reset, and the password was blocked',
        'signed-out': '{user} reported a change of a second factor, and was signed out everywhere',
        'caller-refused': '{user} reported that somebody else called the help desk',
        'address-removed': '{user} reported a recovery address, which was removed',
        unlinked: '{user} removed a connection with a provider that wasn’t theirs',
        recorded: '{user} reported a reset of an earlier password',
      })[String(outcome)],
  },
  'message.resent': {
    label: 'Sent a mail again',
    text: '{actor} sent {user} a mail again',
    icon: MailPlus,
  },
  'address-check.started': {
    label: 'Asked to confirm an address',
    text: '{actor} asked {user} to confirm the e-mail address',
    icon: MailQuestion,
  },
  'address-check.confirmed': {
    label: 'Confirmed an address',
    text: '{user} confirmed the e-mail address',
    icon: MailCheck,
  },
  'user.created': {
    label: 'Added a user',
    text: '{actor} added {user}',
    icon: UserRoundPlus,
    or: ({ connectionId }) =>
      connectionId !== undefined && '{user} was added at the first sign-in at a provider',
  },
  'user.changed': {
    label: 'Changed a user or their role',
    text: '{actor} changed {facts} of {user}',
    icon: UserRoundPen,
    or: ({ fields }) => !Array.isArray(fields) && '{actor} changed {user}',
  },
  'user.linked': {
    label: 'Connected with a provider',
    text: '{user} now signs in with an identity provider',
    icon: Link,
  },
  'console-password.ended': {
    label: 'Ended a console password',
    text: '{operator} ended the console password of {user}',
    icon: KeyRound,
  },
  'user.deleted': {
    label: 'Deleted a user',
    text: '{actor} deleted {user}',
    icon: Trash2,
  },
  'personal-details.erased': {
    label: 'Erased personal details',
    text: 'The personal details of {user} were erased from the audit log',
    icon: Eraser,
  },
  'user.deactivated': {
    label: 'Deactivated a user',
    text: '{actor} deactivated {user}',
    icon: UserRoundX,
  },
  'user.reactivated': {
    label: 'Reactivated a user',
    text: '{actor} reactivated {user}',
    icon: UserRoundCheck,
  },
  'user.sessions-ended': {
    label: 'Ended sessions of a user',
    text: '{actor} ended all sessions of {user}',
    icon: LogOut,
  },
  'users.exported': {
    label: 'Exported users',
    text: '{actor} exported users',
    icon: FileDown,
    or: ({ users }) => typeof users === 'number' && `{actor} exported ${users} users`,
  },
  'user-batch.started': {
    label: 'Began with many users',
    text: '{actor} began an action for many users',
    icon: Users,
    or: ({ action, users }) =>
      isBatchAction(action) &&
      typeof users === 'number' &&
      `{actor} began to ${batchVerbs[action]} ${users === 1 ? '1 user' : `${users} users`}`,
  },
  'user-batch.stopped': {
    label: 'Stopped an action for many users',
    text: '{actor} stopped an action for many users',
    icon: Users,
    or: ({ cause }) =>
      cause === 'permission' &&
      'An action for many users was stopped because the person who began it may no longer do so',
  },
  'user-batch.completed': {
    label: 'Completed an action for many users',
    text: 'An action for many users was completed',
    icon: Users,
    or: ({ done, failed }) =>
      typeof done === 'number' &&
      typeof failed === 'number' &&
      `An action for many users was completed: ${done} done, ${failed} failed`,
  },
  'users.imported': {
    label: 'Imported users',
    text: '{operator} imported users',
    icon: FileUp,
    or: ({ rows }) => typeof rows === 'number' && `{operator} imported {rows}`,
  },
  'administrator.created': {
    label: 'Made an administrator',
    text: '{operator} made {user} an administrator',
    icon: ShieldCheck,
  },
  'organization.created': {
    label: 'Added an organization',
    text: '{actor} added the organization {name}',
    icon: Building2,
  },
  'organization.changed': {
    label: 'Renamed an organization',
    text: '{actor} renamed an organization',
    icon: Building2,
  },
  'organization.deleted': {
    label: 'Deleted an organization',
    text: '{actor} deleted the organization {name}',
    icon: Trash2,
  },
  'role.created': {
    label: 'Added a role',
    text: '{actor} added the role {name}',
    icon: UserRoundCog,
  },
  'role.changed': {
    label: 'Changed a role',
    text: '{actor} changed the role {name}',
    icon: UserRoundCog,
    or: ({ name }) => !name && '{actor} changed a role',
  },
  'role.deleted': {
    label: 'Deleted a role',
    text: '{actor} deleted the role {name}',
    icon: Trash2,
  },
  'sso-connection.created': {
    label: 'Added an SSO connection',
    text: '{actor} added the SSO connection {name}',
    icon: LogIn,
  },
  'sso-connection.changed': {
    label: 'Changed an SSO connection',
    text: '{actor} changed an SSO connection',
    icon: LogIn,
  },
  'sso-connection.deleted': {
    label: 'Deleted an SSO connection',
    text: '{actor} deleted the SSO connection {name}',
    icon: Trash2,
  },
  'sso-connection.tested': {
    label: 'Tested an SSO connection',
    text: '{actor} tested an SSO connection',
    icon: LogIn,
  },
  'sso-domain.claimed': {
    label: 'Claimed a domain',
    text: '{actor} claimed {domain} for {name}',
    icon: Globe,
  },
  'sso-domain.proved': {
    label: 'Verified a domain',
    text: '{operator} verified {domain} for {name}',
    icon: Globe,
  },
  'sso-domain.released': {
    label: 'Released a domain',
    text: '{actor} released {domain} from {name}',
    icon: Globe,
  },
  'sso-encryption-key.added': {
    label: 'Created an encryption key',
    text: '{actor} created a new encryption key for {name}',
    icon: LogIn,
  },
  'sso-encryption-key.removed': {
    label: 'Removed an encryption key',
    text: '{actor} removed an encryption key of {name}',
    icon: Trash2,
  },
  'sso-link.requested': {
    label: 'Asked to connect an account',
    text: '{somebody} asked to connect {user} with an identity provider',
    icon: MailQuestion,
  },
  'sso.refused': {
    label: 'Refused at a provider',
    text: 'A sign-in at an identity provider was refused{times}',
    icon: ShieldX,
  },
  'api-key.created': {
    label: 'Created an API key',
    text: '{actor} created the API key {name}',
    icon: KeyRound,
  },
  'api-key.deleted': {
    label: 'Deleted an API key',
    text: '{actor} deleted the API key {name}',
    icon: Trash2,
  },
  'settings.changed': {
    label: 'Changed the settings',
    text: '{actor} changed the settings{settings}',
    icon: Settings,
  },
  'audit.exported': {
    label: 'Exported the audit log',
    text: '{actor} exported the audit log',
    icon: FileDown,
  },
  'webhook.created': {
    label: 'Added a webhook',
    text: '{actor} added the webhook {name}',
    icon: Webhook,
  },
  'webhook.changed': {
    label: 'Changed a webhook',
    text: '{actor} changed the webhook {name}',
    icon: Webhook,
  },
  'webhook.deleted': {
    label: 'Deleted a webhook',
    text: '{actor} deleted the webhook {name}',
    icon: Trash2,
  },
  'webhook-secret.rotated': {
    label: 'Replaced a webhook’s secret',
    text: '{actor} replaced the secret of the webhook {name}',
    icon: KeyRound,
  },
  'webhook.tested': {
    label: 'Tested a webhook',
    text: '{actor} sent a test event to the webhook {name}',
    icon: Webhook,
  },
  'webhook-deliveries.replayed': {
    label: 'Sent events again',
    text: '{actor} sent events again to the webhook {name}',
    icon: History,
  },
  'webhook.switched-off': {
    label: 'Switched off a webhook',
    text: 'The webhook {name} was switched off because it kept failing',
    icon: ShieldX,
  },
  'reset-campaign.created': {
    label: 'Prepared a campaign',
    text: '{actor} prepared the reset campaign {name}',
    icon: MailPlus,
  },
  'reset-campaign.started': {
    label: 'Started a campaign',
    text: '{actor} started a reset campaign',
    icon: MailPlus,
  },
  'reset-campaign.paused': {
    label: 'Paused a campaign',
    text: '{actor} paused a reset campaign',
    icon: History,
    or: ({ cause }) =>
      ({
        trial: 'A reset campaign was paused because too many of its first mails failed',
        starter:
          'A reset campaign was paused because the person who started it may no longer do so',
      })[String(cause)],
  },
  'reset-campaign.resumed': {
    label: 'Resumed a campaign',
    text: '{actor} resumed a reset campaign',
    icon: History,
  },
  'reset-campaign.changed': {
    label: 'Changed a campaign',
    text: '{actor} changed the pace of a reset campaign',
    icon: History,
  },
  'reset-campaign.reminded': {
    label: 'Reminded users of a campaign',
    text: '{actor} reminded the users of a reset campaign',
    icon: MailQuestion,
  },
  'reset-campaign.completed': {
    label: 'Completed a campaign',
    text: 'A reset campaign was completed',
    icon: MailCheck,
  },
  'reset-campaign.cancelled': {
    label: 'Cancelled a campaign',
    text: '{actor} cancelled a reset campaign',
    icon: ShieldX,
  },
  'reset-campaign.exported': {
    label: 'Exported a campaign',
    text: '{actor} exported the users of a reset campaign',
    icon: FileDown,
  },
  'demo-data.created': {
    label: 'Added demo data',
    text: '{operator} added demo data',
    icon: UserRoundPlus,
  },
}

const isKnown = (action: string): action is AuditAction => Object.hasOwn(knownActions, action)

/** The name of an action in the filters. */
export const actionLabel = (action: string): string =>
  isKnown(action) ? knownActions[action].label : action

/** The sentence of an event. Unknown actions, from a later version, are shown by their name. */
export function eventSentence({ action, details }: AuditEvent): EventSentence {
  const known = isKnown(action) && knownActions[action]
  if (!known) return { text: `{somebody}: ${action}`, icon: History }
  return { text: known.or?.(details) || known.text, icon: known.icon }
}
