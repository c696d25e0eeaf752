import type { FastifyInstance } from 'fastify'
import type { Deps } from '../../deps.ts'
import { createBreachMetrics } from './breach-metrics.ts'
import { describeCampaigns } from './campaign-metrics.ts'
import { guardMetrics } from './guard-metrics.ts'
import { describeMails } from './mail-metrics.ts'
import { createProcessMetrics } from './process-metrics.ts'
import { createRequestMetrics } from './request-metrics.ts'
import { createStoredMetrics } from './stored-metrics.ts'
import { describeWebhooks } from './webhook-metrics.ts'

/**
 * `GET /metrics` for Prometheus: this process, its requests, and the mails, jobs, webhooks and
 * campaigns of all instances. It contains only numbers, under labels from fixed lists: no names,
 * addresses or text that a client sent. Register it before the routes whose answers it times.
 */
export function metrics(app: FastifyInstance, deps: Deps) {
  const ofRequests = createRequestMetrics()
  const ofMails = createStoredMetrics(deps, 'Mails', describeMails)
  const ofWebhooks = createStoredMetrics(deps, 'Webhooks', describeWebhooks)
  const ofCampaigns = createStoredMetrics(deps, 'Reset campaigns', describeCampaigns)
  const ofProcess = createProcessMetrics()
  const ofBreaches = createBreachMetrics(deps.breachList)
  app.addHook('onResponse', async (request, reply) => ofRequests.count(request, reply))
  app.get('/metrics', async (request, reply) => {
    guardMetrics(deps.config, request)
    const stored = [ofMails, ofWebhooks, ofCampaigns]
    const parts = [ofProcess, ofRequests, ...stored, ofBreaches].map((of) => of.read())
    const text = (await Promise.all(parts)).filter(Boolean).join('\n')
    return reply
      .header('cache-control', 'no-store')
      .type('text/plain; version=0.0.4; charset=utf-8')
      .send(text)
  })
}
