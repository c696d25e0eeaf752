import { changePassword } from './account.ts'
import { confirmAddress, startAddressCheck } from './address-checks.ts'
import { countDisownedResets, listAuditEvents, seeDisownedResets } from './audit.ts'
import { mailDiagnosis } from './mail-diagnosis.ts'
import { receiveBounce, receiveSendgridEvents } from './mail-events.ts'
import { sendTestMail, showMailHealth } from './mail-health.ts'
import { listMessages, resendMessage } from './messages.ts'
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
import { changeRole, createRole, deleteRole, listRoles, showRole } from './roles.ts'
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
  completeSsoLink,
  finishOidc,
  finishSaml,
  inspectSsoLink,
  mailSsoLink,
  proveSsoLink,
  showSamlMetadata,
  showSsoLink,
  startSso,
} from './sso.ts'
import {
  changeSsoConnection,
  claimSsoDomain,
  createSsoConnection,
  deleteSsoConnection,
  listSsoConnections,
  previewRequiredSignIn,
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
  startAddressCheck,
  confirmAddress,
  listUserMessages,
  mailDiagnosis,
  listMessages,
  resendMessage,
  receiveSendgridEvents,
  receiveBounce,
  showMailHealth,
  sendTestMail,
  listOrganizations,
  createOrganization,
  showOrganization,
  changeOrganization,
  deleteOrganization,
  listRoles,
  createRole,
  showRole,
  changeRole,
  deleteRole,
  listAuditEvents,
  countDisownedResets,
  seeDisownedResets,
  showSettings,
  changeSettings,
  listSsoConnections,
  createSsoConnection,
  showSsoConnection,
  previewRequiredSignIn,
  changeSsoConnection,
  deleteSsoConnection,
  claimSsoDomain,
  proveSsoDomain,
  releaseSsoDomain,
  startSso,
  finishOidc,
  finishSaml,
  showSamlMetadata,
  showSsoLink,
  proveSsoLink,
  mailSsoLink,
  inspectSsoLink,
  completeSsoLink,
]
