import { parseArgs } from 'node:util'
import { openOidcProvider } from './oidc-provider.ts'
import { openSamlProvider } from './saml-provider.ts'

/**
 * Both providers, for a browser: anybody signs in as any address on their pages. Prints, as one
 * line of JSON, what a connection is made with, and ends with SIGTERM.
 *
 *     node apps/api/testing/identity-providers.ts --oidc-port 4401 --saml-port 4402 \
 *       --redirect-origin http://localhost:3000
 *
 * SAML needs no address of ours: its requests bring theirs.
 */
const { values } = parseArgs({
  options: {
    'oidc-port': { type: 'string', default: '4401' },
    'saml-port': { type: 'string', default: '4402' },
    'redirect-origin': { type: 'string', default: 'http://localhost:3000' },
  },
})

const oidc = await openOidcProvider({
  port: Number(values['oidc-port']),
  redirectOrigin: values['redirect-origin'],
})
const saml = await openSamlProvider({ port: Number(values['saml-port']) })
process.stdout.write(`${JSON.stringify({ oidc, saml })}\n`)
process.once('SIGTERM', () => void Promise.all([oidc.close(), saml.close()]))
