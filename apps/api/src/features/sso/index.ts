import * as contracts from '@rekey/contracts/sso'
import type { Register } from '../../http/routes.ts'
import { completeSsoLink } from './complete-sso-link.ts'
import { finishOidc } from './finish-oidc.ts'
import { finishSaml } from './finish-saml.ts'
import { inspectSsoLink } from './inspect-sso-link.ts'
import { mailSsoLink } from './mail-sso-link.ts'
import { proveSsoLink } from './prove-sso-link.ts'
import { showSamlMetadata } from './show-saml-metadata.ts'
import { showSsoLink } from './show-sso-link.ts'
import { startSso } from './start-sso.ts'

export function sso(register: Register) {
  register(contracts.startSso, startSso)
  register(contracts.finishOidc, finishOidc)
  register(contracts.finishSaml, finishSaml)
  register(contracts.showSamlMetadata, showSamlMetadata)
  register(contracts.showSsoLink, showSsoLink)
  register(contracts.proveSsoLink, proveSsoLink)
  register(contracts.mailSsoLink, mailSsoLink)
  register(contracts.inspectSsoLink, inspectSsoLink)
  register(contracts.completeSsoLink, completeSsoLink)
}
