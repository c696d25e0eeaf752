import type { Permission } from '@rekey/contracts/permissions'
import {
  Building2,
  IdCard,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  Mail,
  RotateCcwKey,
  ScrollText,
  Settings,
  UserRoundCog,
  UsersRound,
  Webhook,
} from 'lucide-react'
import { paths } from '../../paths.ts'
import { consoleMessages as text } from './console-messages.ts'

type Section = {
  readonly to: string
  readonly label: string
  readonly icon: LucideIcon
  /** The section is shown to users with at least one of these permissions. */
  readonly anyOf: readonly Permission[]
}

/** The sections of the console, in groups that are only separated by space. */
export const sections: readonly (readonly Section[])[] = [
  [
    {
      to: paths.overview,
      label: text.overview,
      icon: LayoutDashboard,
      anyOf: ['messages.read', 'users.read'],
    },
    {
      to: paths.users,
      label: text.users,
      icon: UsersRound,
      anyOf: ['users.read', 'contacts.read'],
    },
    {
      to: paths.organizations,
      label: text.organizations,
      icon: Building2,
      anyOf: ['users.read', 'contacts.read'],
    },
    { to: paths.messages, label: text.messages, icon: Mail, anyOf: ['messages.read'] },
    {
      to: paths.campaigns,
      label: text.campaigns,
      icon: RotateCcwKey,
      anyOf: ['campaigns.write'],
    },
    { to: paths.audit, label: text.audit, icon: ScrollText, anyOf: ['audit.read'] },
  ],
  [
    { to: paths.roles, label: text.roles, icon: UserRoundCog, anyOf: ['roles.write'] },
    { to: paths.ssoConnections, label: text.sso, icon: IdCard, anyOf: ['sso.write'] },
    { to: paths.apiKeys, label: text.apiKeys, icon: KeyRound, anyOf: ['api-keys.write'] },
    { to: paths.webhooks, label: text.webhooks, icon: Webhook, anyOf: ['webhooks.write'] },
  ],
  [{ to: paths.settings, label: text.settings, icon: Settings, anyOf: ['settings.write'] }],
]
