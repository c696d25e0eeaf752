import type { Handlers } from '../../http/routes.ts'
import { completeSsoLink } from './complete-sso-link.ts'
import { finishOidc } from './finish-oidc.ts'
import { finishSaml } from './finish-saml.ts'
import { inspectSsoLink } from './inspect-sso-link.ts'
import { mailSsoLink } from './mail-sso-link.ts'
import { proveSsoLink } from './prove-sso-link.ts'
import { showSamlMetadata } from './show-saml-metadata.ts'
import { showSsoLink } from './show-sso-link.ts'
import { startSso } from './start-sso.ts'

export const sso = {
  startSso,
  finishOidc,
  finishSaml,
  showSamlMetadata,
  showSsoLink,
  proveSsoLink,
  mailSsoLink,
  inspectSsoLink,
  completeSsoLink,
} satisfies Partial<Handlers>
