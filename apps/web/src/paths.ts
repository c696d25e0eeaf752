/** All addresses of the web app. */
export const paths = {
  home: '/',
  signIn: '/sign-in',
  reset: '/reset',
  resetSent: '/reset/sent',
  notMe: '/not-me',
  ssoScreens: '/sso/*',
  ssoLinkCode: '/sso/link/code',
  confirmAddress: '/confirm-address',
  setPassword: '/set-password',
  account: '/account',
  changePassword: '/account/password',
  secondFactors: '/account/second-factors',
  recoveryAddresses: '/account/recovery-addresses',
  overview: '/overview',
  users: '/users',
  newUser: '/users/new',
  organizations: '/organizations',
  messages: '/messages',
  mailHealth: '/mail-health',
  campaigns: '/campaigns',
  newCampaign: '/campaigns/new',
  audit: '/audit',
  roles: '/roles',
  ssoConnections: '/sso-connections',
  newSsoConnection: '/sso-connections/new',
  apiKeys: '/api-keys',
  newApiKey: '/api-keys/new',
  webhooks: '/webhooks',
  newWebhook: '/webhooks/new',
  settings: '/settings',
  accessibility: '/accessibility',
  mailbox: '/dev/mailbox',
} as const

export const organizationPath = (id: string) => `${paths.organizations}/${id}`

export const ssoConnectionPath = (id: string) => `${paths.ssoConnections}/${id}`

export const rolePath = (id: string) => `${paths.roles}/${id}`

export const apiKeyPath = (id: string) => `${paths.apiKeys}/${id}`

export const webhookPath = (id: string) => `${paths.webhooks}/${id}`

export const campaignPath = (id: string) => `${paths.campaigns}/${id}`

/** The users of a campaign with an outcome, and of those left out only the ones with a reason. */
export const campaignUsersPath = (id: string, outcome: string, reason?: string) =>
  `${campaignPath(id)}/users?${new URLSearchParams({ outcome, ...(reason && { reason }) })}`

const consoleRoots = [
  paths.overview,
  paths.users,
  paths.organizations,
  paths.messages,
  paths.mailHealth,
  paths.campaigns,
  paths.audit,
  paths.roles,
  paths.ssoConnections,
  paths.apiKeys,
  paths.webhooks,
  paths.settings,
]

/** True for addresses of the console. `console.tsx` knows which screen belongs to which of them. */
export const isOfConsole = (pathname: string): boolean =>
  consoleRoots.some((root) => pathname === root || pathname.startsWith(`${root}/`))
