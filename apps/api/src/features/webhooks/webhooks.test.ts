import { randomUUID } from 'node:crypto'
import { eventTypes, maximumWebhooks } from '@rekey/contracts/webhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findInTables } from '../../../testing/find-in-tables.ts'
import { openWithWebhooks, type WithWebhooks } from '../../../testing/with-webhooks.ts'
import { hour } from '../../lib/clock.ts'

let hooks: WithWebhooks
beforeAll(async () => {
  hooks = await openWithWebhooks({})
})
afterAll(() => hooks.service.close())

const url = 'https://shop.example/hooks'
const valid = { url, events: ['password.changed'] }

describe('a webhook', () => {
  test('is created with a secret that is shown once, then shown, changed and deleted', async () => {
    const body = { url, events: ['user.created', 'password.changed'], description: ' The shop ' }
    const created = await hooks.create(body)
    expect(created).toMatchObject({
      status: 201,
      body: {
        url,
        events: ['password.changed', 'user.created'],
        description: 'The shop',
        enabled: true,
        failingSince: null,
        switchedOffAt: null,
        previousSecretUntil: null,
      },
    })
    const { secret, ...shown } = created.body
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    const { id } = shown
    expect((await hooks.show(id)).body).toEqual(shown)
    const changed = await hooks.change(id, { enabled: false, description: null })
    expect(changed.body).toEqual({ ...shown, enabled: false, description: null })
    expect((await hooks.show(id)).body).toEqual(changed.body)
    expect((await hooks.remove(id)).status).toBe(204)
    for (const call of [hooks.show, hooks.remove, hooks.test, hooks.rotate, hooks.deliveries]) {
      expect((await call(id)).status).toBe(404)
    }
  })

  test('keeps its secret encrypted, and no answer or audit event contains it', async () => {
    const { id, secret } = (await hooks.create(valid)).body
    const { secret: next } = (await hooks.rotate(id)).body
    for (const shown of [await hooks.show(id), await hooks.list()]) {
      expect(JSON.stringify(shown.body)).not.toContain('whsec_')
    }
    for (const plain of [secret, next]) {
      expect(await findInTables(hooks.service.databaseUrl, [plain.toLowerCase()])).toEqual([])
      expect(hooks.service.logged.join('')).not.toContain(plain)
    }
  })

  test('is listed oldest first, page by page in both directions', async () => {
    const before = (await hooks.list('?limit=100')).body.items.map(({ id }) => id)
    for (let number = 0; number < 3; number += 1) {
      hooks.service.clock.advance(1_000)
      before.push((await hooks.create(valid)).body.id)
    }
    const seen: string[] = []
    let cursor: string | null = ''
    let back: string | null = null
    while (cursor !== null) {
      const page = await hooks.list(`?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...page.body.items.map(({ id }) => id))
      cursor = page.body.nextCursor
      back = page.body.prevCursor
    }
    expect(seen).toEqual(before)
    const previous = await hooks.list(`?limit=2&cursor=${back}`)
    expect(previous.body.items).toHaveLength(2)
    expect((await hooks.list('?cursor=damaged')).status).toBe(400)
  })

  test('needs webhooks.write to be seen and to be changed, and apps never have it', async () => {
    const other = await hooks.signInWith('settings.write', 'audit.read', 'console.access')
    expect((await hooks.create(valid, other.cookies)).status).toBe(403)
    expect((await hooks.call('GET', '', undefined, other.cookies)).status).toBe(403)
    expect((await hooks.call('GET', '', undefined, {})).status).toBe(401)
  })

  test('takes the description "null" as a text, not as none', async () => {
    const { id } = (await hooks.create(valid)).body
    const described = await hooks.change(id, { description: 'null' })
    expect(described.body.description).toBe('null')
    expect((await hooks.show(id)).body.description).toBe('null')
    await hooks.change(id, { description: null })
    expect((await hooks.show(id)).body.description).toBeNull()
  })

  test('is recorded in the audit log by the host of its address', async () => {
    const { id } = (await hooks.create({ ...valid, url: `${url}?token=hush` })).body
    await hooks.change(id, { enabled: false })
    await hooks.change(id, { enabled: false })
    await hooks.rotate(id)
    await hooks.test(id)
    await hooks.remove(id)
    const events = await hooks.service.deps.db.auditEvent.findMany({
      where: { details: { path: ['webhookId'], equals: id } },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual([
      'webhook.created',
      'webhook.changed',
      'webhook-secret.rotated',
      'webhook.tested',
      'webhook.deleted',
    ])
    expect(JSON.stringify(events.map(({ details }) => details))).not.toContain('hush')
  })
})

describe('a webhook is refused', () => {
  test.each([
    ['/url', { url: '' }],
    ['/url', { url: 'shop.example/hooks' }],
    ['/url', { url: 'ftp://shop.example/' }],
    ['/url', { url: 'javascript:alert(1)' }],
    ['/url', { url: 'https://jane:secret@shop.example/' }],
    ['/url', { url: 'https://shop.example/a b' }],
    ['/url', { url: 'https://shop.example/\n' }],
    ['/url', { url: `https://shop.example/${'a'.repeat(2_000)}` }],
    ['/url', { url: ['https://shop.example/'] }],
    ['/events', { events: [] }],
    ['/events', { events: ['password.changed', 'password.changed'] }],
    ['/events/0', { events: ['*'] }],
    ['/events/0', { events: ['second-factor.renamed'] }],
    ['/description', { description: 'a'.repeat(201) }],
    ['/description', { description: 'two\nlines' }],
    ['/enabled', { enabled: 'yes' }],
    ['/secret', { secret: 'whsec_mine' }],
  ])('at %s: %j', async (pointer, fields) => {
    const answer = await hooks.create({ ...valid, ...fields })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } })
  })

  test.each([
    'http://shop.example/hooks',
    'https://127.0.0.1/',
    'https://localhost/',
    'https://app.localhost./',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://0/',
    'https://10.1.2.3/',
    'https://100.64.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://224.0.0.1/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fd00:ec2::254]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
  ])('if its address is not public: %s', async (given) => {
    const answer = await hooks.create({ ...valid, url: given })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/url' }] } })
    const { id } = (await hooks.create(valid)).body
    expect((await hooks.change(id, { url: given })).status).toBe(400)
    await hooks.remove(id)
  })

  test('once there are fifty, also when several are created at the same time', async () => {
    const { service, create, remove, list } = hooks
    const made: string[] = []
    const room = maximumWebhooks - (await service.deps.db.webhook.count())
    const answers = await Promise.all(Array.from({ length: room + 4 }, () => create(valid)))
    for (const { status, body } of answers) if (status === 201) made.push(body.id)
    expect(made).toHaveLength(room)
    expect(answers.filter(({ body }) => body.code === 'conflict')).toHaveLength(4)
    expect((await list('?limit=100')).body.items).toHaveLength(maximumWebhooks)
    for (const id of made) await remove(id)
  })
})

test('public addresses by https are accepted, on any port', async () => {
  for (const given of [
    'https://8.8.8.8:8443/hooks',
    'https://[2606:4700::1111]/',
    'https://shop.example:9000/hooks?shop=1',
    'https://bücher.example/',
  ]) {
    const { status, body } = await hooks.create({ ...valid, url: given })
    expect({ status, url: body.url }).toEqual({ status: 201, url: given })
    await hooks.remove(body.id)
  }
})

test('the old secret is named with its end for 24 hours, and at most five sign at once', async () => {
  const { id } = (await hooks.create(valid)).body
  const rotated = await hooks.rotate(id)
  const until = new Date(hooks.service.clock.now().getTime() + 24 * hour).toISOString()
  expect(rotated).toMatchObject({ status: 200, body: { id, previousSecretUntil: until } })
  for (let number = 0; number < 3; number += 1) expect((await hooks.rotate(id)).status).toBe(200)
  expect(await hooks.rotate(id)).toMatchObject({ status: 409, body: { code: 'conflict' } })
})

test('ids of nobody and damaged ids are answered as such', async () => {
  expect((await hooks.show(randomUUID())).status).toBe(404)
  expect((await hooks.show('none')).status).toBe(400)
  const answer = await hooks.call('POST', `/${randomUUID()}/replay`, { since: 'yesterday' })
  expect(answer.status).toBe(400)
})

test('every type of event can be subscribed to', async () => {
  const { status, body } = await hooks.create({ ...valid, events: [...eventTypes].reverse() })
  expect({ status, events: body.events }).toEqual({ status: 201, events: eventTypes })
})
