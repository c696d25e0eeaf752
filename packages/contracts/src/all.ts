import * as account from './account.ts'
import * as addressChecks from './address-checks.ts'
import * as apiKeys from './api-keys.ts'
import * as audit from './audit.ts'
import * as callerChecks from './caller-checks.ts'
import * as factorRecoveries from './factor-recoveries.ts'
import * as mailDiagnosis from './mail-diagnosis.ts'
import * as mailEvents from './mail-events.ts'
import * as mailHealth from './mail-health.ts'
import * as messages from './messages.ts'
import * as organizations from './organizations.ts'
import * as overview from './overview.ts'
import * as passwordReset from './password-reset.ts'
import * as recoveryAddresses from './recovery-addresses.ts'
import * as resetCampaigns from './reset-campaigns.ts'
import * as roles from './roles.ts'
import type { Contract } from './route.ts'
import * as secondFactors from './second-factors.ts'
import * as sessions from './sessions.ts'
import * as settings from './settings.ts'
import * as signInOptions from './sign-in-options.ts'
import * as site from './site.ts'
import * as sso from './sso.ts'
import * as ssoConnections from './sso-connections.ts'
import * as userBatches from './user-batches.ts'
import * as users from './users.ts'
import * as webhooks from './webhooks.ts'

/** Everything that contracts export. Add a line here for each new file of contracts. */
export const exported = {
  ...site,
  ...signInOptions,
  ...passwordReset,
  ...sessions,
  ...account,
  ...secondFactors,
  ...factorRecoveries,
  ...recoveryAddresses,
  ...users,
  ...addressChecks,
  ...callerChecks,
  ...mailDiagnosis,
  ...messages,
  ...mailEvents,
  ...mailHealth,
  ...organizations,
  ...overview,
  ...roles,
  ...apiKeys,
  ...audit,
  ...settings,
  ...ssoConnections,
  ...sso,
  ...webhooks,
  ...resetCampaigns,
  ...userBatches,
}

type Exported = typeof exported

export type ContractName = {
  [N in keyof Exported]: Exported[N] extends Contract ? N : never
}[keyof Exported]

export type Contracts = { readonly [N in ContractName]: Exported[N] }

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value

const found = Object.entries(exported).filter(([, value]) => isContract(value))

/** All contracts, by their exported names. */
export const contractsByName = Object.fromEntries(found) as Contracts

export const contractNames = Object.keys(contractsByName) as ContractName[]

export const contracts: readonly Contract[] = Object.values(contractsByName)
