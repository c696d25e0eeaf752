import { changePassword } from './account.ts'
import { countDisownedResets, listAuditEvents, seeDisownedResets } from './audit.ts'
import {
  changeOrganization,
  createOrganization,
  deleteOrganization,
  listOrganizations,
  showOrganization,
} from './organizations.ts'
import {
  completeReset,
  disownReset,
  inspectReset,
  requestReset,
  requestTemporaryPassword,
  verifyCode,
} from './password-reset.ts'
import type { Contract } from './route.ts'
import {
  currentSession,
  endOtherSessions,
  endSession,
  listSessions,
  refreshSession,
  signIn,
  signOut,
} from './sessions.ts'
import { changeSettings, showSettings } from './settings.ts'
import { signInOptions } from './sign-in-options.ts'
import { site } from './site.ts'
import {
  changeSsoConnection,
  claimSsoDomain,
  createSsoConnection,
  deleteSsoConnection,
  listSsoConnections,
  proveSsoDomain,
  releaseSsoDomain,
  showSsoConnection,
} from './sso-connections.ts'
import {
  changeUser,
  createUser,
  deactivateUser,
  deleteUser,
  endUserSessions,
  listUserMessages,
  listUsers,
  reactivateUser,
  showUser,
  startUserReset,
} from './users.ts'

/** Every contract there is, for the tests that hold routes, documents and limits complete. */
export const contracts: readonly Contract[] = [
  site,
  signInOptions,
  requestReset,
  requestTemporaryPassword,
  inspectReset,
  verifyCode,
  completeReset,
  disownReset,
  signIn,
  refreshSession,
  currentSession,
  listSessions,
  signOut,
  endSession,
  endOtherSessions,
  changePassword,
  listUsers,
  createUser,
  showUser,
  changeUser,
  deleteUser,
  deactivateUser,
  reactivateUser,
  startUserReset,
  endUserSessions,
  listUserMessages,
  listOrganizations,
  createOrganization,
  showOrganization,
  changeOrganization,
  deleteOrganization,
  listAuditEvents,
  countDisownedResets,
  seeDisownedResets,
  showSettings,
  changeSettings,
  listSsoConnections,
  createSsoConnection,
  showSsoConnection,
  changeSsoConnection,
  deleteSsoConnection,
  claimSsoDomain,
  proveSsoDomain,
  releaseSsoDomain,
]
