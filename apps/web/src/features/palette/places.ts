import {
  BookOpen,
  CircleUserRound,
  HeartPulse,
  IdCard,
  KeyRound,
  LockKeyhole,
  MailPlus,
  RotateCcwKey,
  UserRoundCog,
  UserRoundPlus,
  Webhook,
} from 'lucide-react'
import { apiKeyPath, paths, rolePath, webhookPath } from '../../paths.ts'
import type { Place } from './entries.ts'
import { paletteMessages as text } from './palette-messages.ts'

/** The actions that concern no user who is there already. */
export const actions: readonly Place[] = [
  {
    id: 'add-user',
    label: text.addUser,
    icon: UserRoundPlus,
    to: paths.newUser,
    anyOf: ['users.write', 'contacts.write'],
  },
  {
    id: 'start-campaign',
    label: text.newCampaign,
    icon: RotateCcwKey,
    to: paths.newCampaign,
    anyOf: ['campaigns.write'],
  },
  {
    id: 'add-role',
    label: text.newRole,
    icon: UserRoundCog,
    to: rolePath('new'),
    anyOf: ['roles.write'],
  },
  {
    id: 'add-provider',
    label: text.newProvider,
    icon: IdCard,
    to: paths.newSsoConnection,
    anyOf: ['sso.write'],
  },
  {
    id: 'add-api-key',
    label: text.newApiKey,
    icon: KeyRound,
    to: apiKeyPath('new'),
    anyOf: ['api-keys.write'],
  },
  {
    id: 'add-webhook',
    label: text.newWebhook,
    icon: Webhook,
    to: webhookPath('new'),
    anyOf: ['webhooks.write'],
  },
  {
    id: 'change-password',
    label: text.changePassword,
    icon: LockKeyhole,
    to: paths.changePassword,
    anyOf: ['console.access'],
  },
  {
    id: 'recovery-addresses',
    label: text.recoveryAddresses,
    icon: MailPlus,
    to: paths.recoveryAddresses,
    anyOf: ['console.access'],
  },
]

/** The pages that the side bar doesn't name, or names elsewhere. */
export const otherPages: readonly Place[] = [
  {
    id: paths.mailHealth,
    label: text.mailHealth,
    icon: HeartPulse,
    to: paths.mailHealth,
    anyOf: ['messages.read'],
  },
  {
    id: paths.account,
    label: text.account,
    icon: CircleUserRound,
    to: paths.account,
    anyOf: ['console.access'],
  },
  {
    id: '/docs',
    label: text.documentation,
    icon: BookOpen,
    to: '/docs',
    isOutside: true,
    anyOf: ['console.access'],
  },
]
