import type { Permission } from '@rekey/contracts/permissions'
import type { Answer as AnswerOf } from '@rekey/contracts/route'
import type {
  createWebhook,
  Delivery,
  listWebhookDeliveries,
  listWebhooks,
  Webhook,
} from '@rekey/contracts/webhooks'
import type { DeliverOptions } from '../src/features/webhooks/deliver-event.ts'
import { createDeliverer } from '../src/features/webhooks/start-deliveries.ts'
import { signInAs, signInWith } from './sign-in-with.ts'
import { type Answer, type Cookies, createTestApp, type TestApp } from './test-app.ts'

/** WEBHOOK_NETWORKS of tests: their receivers run on this machine. */
export const localNetworks = { WEBHOOK_NETWORKS: '127.0.0.0/8,::1/128' }

type Shown<Body> = Omit<Answer, 'body'> & { body: Body & Answer['body'] }

/** The service, and a user who may manage webhooks. */
export async function openWithWebhooks(env: Record<string, string> = localNetworks) {
  const service = await createTestApp(env)
  const maker = await signInWith(service, ['webhooks.write'])
  const call = async <Body>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    given?: Cookies,
  ) => {
    // A session of its own, since tests move the clock by days.
    const cookies = given ?? (await signInAs(service, maker.user.id))
    return (await service.send(method, `/webhooks${path}`, body, cookies)) as Shown<Body>
  }
  return {
    service,
    maker,
    call,
    create: (body: object, cookies?: Cookies) =>
      call<AnswerOf<typeof createWebhook>>('POST', '', body, cookies),
    show: (id: string) => call<Webhook>('GET', `/${id}`),
    list: (query = '') => call<AnswerOf<typeof listWebhooks>>('GET', query),
    change: (id: string, body: object) => call<Webhook>('PATCH', `/${id}`, body),
    remove: (id: string) => call('DELETE', `/${id}`),
    test: (id: string) => call<Delivery>('POST', `/${id}/test`),
    rotate: (id: string) => call<AnswerOf<typeof createWebhook>>('POST', `/${id}/rotate-secret`),
    deliveries: (id: string, query = '') =>
      call<AnswerOf<typeof listWebhookDeliveries>>('GET', `/${id}/deliveries${query}`),
    replay: (id: string, deliveryId: string) =>
      call<Delivery>('POST', `/${id}/deliveries/${deliveryId}/replay`),
    replaySince: (id: string, since: Date) =>
      call<{ replayed: number }>('POST', `/${id}/replay`, { since: since.toISOString() }),
    /** One pass of the worker over what is due, until each try has ended. */
    deliver: (options?: DeliverOptions) => deliverDue(service, options),
    signInWith: (...permissions: Permission[]) => signInWith(service, permissions),
  }
}

export type WithWebhooks = Awaited<ReturnType<typeof openWithWebhooks>>

/** @returns how many tries it made */
async function deliverDue({ deps }: TestApp, options: DeliverOptions = {}): Promise<number> {
  const deliverer = createDeliverer(deps, options)
  const taken = await deliverer.take()
  await deliverer.settled()
  return taken
}
