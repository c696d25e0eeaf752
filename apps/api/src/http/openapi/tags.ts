import type { Contract } from '@rekey/contracts/route'

type Tag = {
  readonly name: string
  readonly description: string
  /** The page of `/docs` that says more. */
  readonly page: string
}

const accounts = {
  name: 'Users',
  description: 'Accounts: search, add, change, help.',
  page: 'users',
}
const mail = {
  name: 'Mail',
  description: 'Whether mails are sent, how each one was delivered, and reports of mail servers.',
  page: 'mail',
}
const recovery = {
  name: 'Recovery',
  description: 'Forgotten passwords: request a reset, check its link and code, save a password.',
  page: 'integrate',
}
const sessions = {
  name: 'Sessions',
  description: 'Sign in, sign out, and the sessions of the caller.',
  page: 'authentication',
}
const singleSignOn = {
  name: 'Single sign-on',
  description: 'Identity providers, and how people sign in at one.',
  page: 'sso',
}
const audit = {
  name: 'Audit log',
  description: 'Who did what to whom, when, and from where.',
  page: 'security',
}

/** By the first part of the path. */
const tags: Readonly<Record<string, Tag>> = {
  account: {
    name: 'Own account',
    description: 'What callers do to their own account.',
    page: 'authentication',
  },
  'address-checks': accounts,
  'api-keys': {
    name: 'API keys',
    description: 'Keys for services that call this API.',
    page: 'authentication',
  },
  'audit-events': audit,
  'caller-checks': accounts,
  'disowned-resets': audit,
  'factor-recoveries': accounts,
  'mail-events': mail,
  'mail-health': mail,
  messages: mail,
  organizations: {
    name: 'Organizations',
    description: 'Retailers, whose contacts are users.',
    page: 'users',
  },
  overview: {
    name: 'Overview',
    description: 'Figures over time, and what needs attention.',
    page: 'overview',
  },
  'password-resets': recovery,
  'reset-campaigns': {
    name: 'Reset campaigns',
    description: 'Resets for many users at once, with a trial, a pace and reminders.',
    page: 'campaigns',
  },
  roles: { name: 'Roles', description: 'Named sets of permissions.', page: 'roles' },
  sessions,
  settings: { name: 'Settings', description: 'Settings that apply at once.', page: 'settings' },
  'sign-in-options': sessions,
  site: { name: 'Site', description: 'What the public pages show.', page: 'settings' },
  sso: singleSignOn,
  'sso-connections': singleSignOn,
  'sso-links': singleSignOn,
  'temporary-passwords': recovery,
  'user-batches': {
    name: 'User batches',
    description: 'One action for many users at once, with a preview, progress and a result.',
    page: 'many-users',
  },
  users: accounts,
  webhooks: {
    name: 'Webhooks',
    description: 'Events that are sent to your own service.',
    page: 'webhooks',
  },
}

/** @throws Error if a new path has no tag */
export function tagOf({ path }: Pick<Contract, 'path'>): Tag {
  const tag = tags[path.split('/')[1] ?? '']
  if (!tag) throw new Error(`${path} has no tag: add its first part to tags.ts`)
  return tag
}
