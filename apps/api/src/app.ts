import { randomUUID } from 'node:crypto'
import accepts from '@fastify/accepts'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import { type ContractName, contractNames, contractsByName } from '@rekey/contracts/all'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Deps } from './deps.ts'
import { changePassword } from './features/account/change-password.ts'
import { addressChecks } from './features/address-checks/index.ts'
import { apiKeys } from './features/api-keys/index.ts'
import { audit } from './features/audit/index.ts'
import { callerChecks } from './features/caller-checks/index.ts'
import { campaigns } from './features/campaigns/index.ts'
import { factorRecoveries } from './features/factor-recoveries/index.ts'
import { healthRoutes } from './features/health/index.ts'
import { mailDiagnosis } from './features/mail-diagnosis/mail-diagnosis.ts'
import { mailEvents } from './features/mail-events/index.ts'
import { mailHealth } from './features/mail-health/index.ts'
import { mailboxRoutes } from './features/mailbox/index.ts'
import { messages } from './features/messages/index.ts'
import { metrics } from './features/metrics/index.ts'
import { organizations } from './features/organizations/index.ts'
import { showOverview } from './features/overview/show-overview.ts'
import { passwordReset } from './features/password-reset/index.ts'
import { recoveryAddresses } from './features/recovery-addresses/index.ts'
import { roles } from './features/roles/index.ts'
import { secondFactors } from './features/second-factors/index.ts'
import { sessions } from './features/sessions/index.ts'
import { settings } from './features/settings/index.ts'
import { signInOptions } from './features/sign-in-options/sign-in-options.ts'
import { describeSite, site } from './features/site/site.ts'
import { sso } from './features/sso/index.ts'
import { ssoConnections } from './features/sso-connections/index.ts'
import { userBatches } from './features/user-batches/index.ts'
import { users } from './features/users/index.ts'
import { webhooks } from './features/webhooks/index.ts'
import { accessTokens } from './http/access-tokens.ts'
import { ordinaryBody } from './http/admit-body.ts'
import { identifyApiKeys } from './http/api-key.ts'
import { branding } from './http/branding.ts'
import { allowOrigins } from './http/cors.ts'
import { docs } from './http/docs.ts'
import { drain } from './http/drain.ts'
import { headers } from './http/headers.ts'
import { limits } from './http/limits.ts'
import { lingerAfterRefusals } from './http/linger.ts'
import { logRequests } from './http/log-requests.ts'
import { openapi } from './http/openapi.ts'
import { parseBodies } from './http/parse-bodies.ts'
import { keepPeers } from './http/peer.ts'
import { answerFrameworkError, answerProblems } from './http/problem.ts'
import { refuseUnreadable } from './http/refuse-unreadable.ts'
import { createRegister } from './http/register.ts'
import type { Handlers } from './http/routes.ts'
import { traceRequests } from './http/trace-requests.ts'
import { web } from './http/web.ts'

/** Bytes of a request body; a route that needs more says so. */
const bodyLimit = ordinaryBody

/**
 * A request that doesn't come to its end is cut, at most two seconds after its time. Node looks
 * every 30 seconds unless it is told otherwise.
 */
export const slowRequests = { headersTimeout: 15_000, connectionsCheckingInterval: 2_000 }

const handlers: Handlers = {
  site,
  signInOptions,
  ...passwordReset,
  ...secondFactors,
  ...factorRecoveries,
  ...callerChecks,
  ...recoveryAddresses,
  ...sessions,
  changePassword,
  ...messages,
  ...mailEvents,
  ...apiKeys,
  ...audit,
  ...users,
  ...addressChecks,
  mailDiagnosis,
  ...mailHealth,
  ...settings,
  ...organizations,
  showOverview,
  ...roles,
  ...ssoConnections,
  ...sso,
  ...webhooks,
  ...campaigns,
  ...userBatches,
}

/** The table of contents: a line a plugin and a feature. Listens nowhere; tests call `inject`. */
export async function buildApp(deps: Deps, { hasWeb = true } = {}): Promise<FastifyInstance> {
  const { config } = deps
  const loggerInstance: FastifyBaseLogger = deps.log
  const app: FastifyInstance = fastify({
    loggerInstance,
    bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 25_000,
    http: slowRequests,
    frameworkErrors: answerFrameworkError(config),
    clientErrorHandler: refuseUnreadable(config),
  })
  parseBodies(app)
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerProblems(app, config)
  if (deps.tracing) traceRequests(app, deps.tracing)
  logRequests(app)
  metrics(app, deps)

  keepPeers(app)
  drain(app)
  lingerAfterRefusals(app)
  await headers(app, config)
  await allowOrigins(app, config)
  await app.register(cookie)
  await app.register(accepts)
  await app.register(formbody)
  identifyApiKeys(app, deps, await limits(app, deps))
  openapi(app, config)

  const register = createRegister(app, deps, await accessTokens(app, deps))
  const fulfil = <N extends ContractName>(name: N) =>
    register(contractsByName[name], handlers[name])
  for (const name of contractNames) fulfil(name)

  healthRoutes(app, deps)
  mailboxRoutes(app, deps)
  app.get('/.well-known/change-password', (_request, reply) =>
    reply.redirect('/account/password', 302),
  )
  await branding(app, deps)
  if (hasWeb) {
    await docs(app)
    await web(app, (peer) => describeSite(deps, peer))
  }
  return app
}
