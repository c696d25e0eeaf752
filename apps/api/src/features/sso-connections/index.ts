import type { Handlers } from '../../http/routes.ts'
import { addSsoEncryptionKey } from './add-sso-encryption-key.ts'
import { changeSsoConnection } from './change-sso-connection.ts'
import { claimSsoDomain } from './claim-sso-domain.ts'
import { createSsoConnection } from './create-sso-connection.ts'
import { deleteSsoConnection } from './delete-sso-connection.ts'
import { listSsoConnections } from './list-sso-connections.ts'
import { previewRequiredSignIn } from './preview-required-sign-in.ts'
import { proveSsoDomain } from './prove-sso-domain.ts'
import { readSsoMetadata } from './read-sso-metadata.ts'
import { releaseSsoDomain } from './release-sso-domain.ts'
import { removeSsoEncryptionKey } from './remove-sso-encryption-key.ts'
import { showSsoConnection } from './show-sso-connection.ts'

export const ssoConnections = {
  listSsoConnections,
  createSsoConnection,
  showSsoConnection,
  previewRequiredSignIn,
  changeSsoConnection,
  deleteSsoConnection,
  claimSsoDomain,
  proveSsoDomain,
  releaseSsoDomain,
  addSsoEncryptionKey,
  removeSsoEncryptionKey,
  readSsoMetadata,
} satisfies Partial<Handlers>
