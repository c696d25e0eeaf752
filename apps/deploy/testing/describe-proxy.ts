import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPages } from '../../api/src/start/build-pages.ts'
import { findFreePort } from '../../api/testing/free-port.ts'
import { type ServiceProcess, startService } from '../../api/testing/service-process.ts'
import { createTestDatabase } from '../../api/testing/test-database.ts'
import { type Answer, call, callUnencrypted } from './call.ts'
import { productionSettings } from './production-settings.ts'
import { hostName, type RunningProxy, type StartProxy } from './proxy.ts'

const json = { 'content-type': 'application/json' }
const megabyte = 1_024 * 1_024

/** What each proxy's configuration promises, tried with the proxy itself in front of a server. */
export function describeProxy(name: string, startProxy: StartProxy) {
  describe(name, () => {
    let proxy: RunningProxy
    let server: ServiceProcess
    const closing: (() => Promise<unknown>)[] = []

    beforeAll(async () => {
      await buildPages()
      const database = await createTestDatabase()
      closing.push(database.drop)
      server = await startService(productionSettings(database.url))
      closing.push(server.stop)
      // The first upstream server is down.
      proxy = await startProxy([await findFreePort(), Number(new URL(server.url).port)])
      closing.push(proxy.stop)
    })
    afterAll(async () => {
      for (const close of closing.toReversed()) await close()
    })

    /** What the server's log says of the calls of a route. */
    const logged = (route: string) => {
      const lines = server.printed.filter((line) => line.includes(`"route":"${route}"`))
      return lines.map((line) => JSON.parse(line) as { ip: string; status: number })
    }
    const resetsFrom = (from: string, forged: string) =>
      call(proxy, '/api/v1/password-resets', {
        method: 'POST',
        from,
        headers: { ...json, 'x-forwarded-for': forged, forwarded: `for=${forged}` },
        body: JSON.stringify({ username: 'nobody' }),
      })

    test('http leads to https, with path and query', async () => {
      const { status, headers } = await callUnencrypted(proxy, '/sign-in?next=%2Fusers')
      expect(status).toBe(308)
      expect(headers.location).toMatch(
        /^https:\/\/accounts\.northwind\.example(:\d+)?\/sign-in\?next=%2Fusers$/,
      )
    })

    test('the limits count the address of the caller, whatever the caller claims', async () => {
      const claims = Array.from({ length: 12 }, (_, n) => resetsFrom('127.0.0.2', `203.0.113.${n}`))
      const statuses = (await Promise.all(claims)).map(({ status }) => status)
      expect(statuses.filter((status) => status === 202)).toHaveLength(10)
      expect(statuses.filter((status) => status === 429)).toHaveLength(2)
      expect((await resetsFrom('127.0.0.3', '127.0.0.2')).status).toBe(202)
      const ips = () => new Set(logged('/api/v1/password-resets').map(({ ip }) => ip))
      await expect.poll(ips).toEqual(new Set(['127.0.0.2', '127.0.0.3']))
    })

    test('a body of the size that the API takes arrives, and a refusal is the API’s own', async () => {
      const report = (bytes: number) =>
        call(proxy, '/api/v1/mail-events/sendgrid', {
          method: 'POST',
          headers: json,
          body: Buffer.alloc(bytes, ' '),
        })
      const refusal = async (bytes: number) =>
        JSON.parse((await report(bytes)).body.toString()).code
      expect(await refusal(5 * megabyte)).toBe('not-configured')
      expect(await refusal(5 * megabyte + 1)).toBe('too-large')
      await expect(statusOf(report(7 * megabyte))).resolves.toBe(413)
    })

    test('a large body that nobody asked for doesn’t put the server out of service', async () => {
      const signIns = Array.from({ length: 5 }, () =>
        call(proxy, '/api/v1/sessions', {
          method: 'POST',
          from: '127.0.0.4',
          headers: json,
          body: Buffer.alloc(3 * megabyte, ' '),
        }),
      )
      expect(await Promise.all(signIns.map(statusOf))).toEqual(Array(5).fill(413))
      const calls = Array.from({ length: 10 }, () => call(proxy, '/api/v1/site'))
      expect(await Promise.all(calls.map(statusOf))).toEqual(Array(10).fill(200))
    })

    test('security headers stand once in an answer, and nothing names the proxy’s version', async () => {
      for (const path of ['/sign-in', '/api/v1/site', '/no-such-page.txt']) {
        const answer = await call(proxy, path)
        const once = [
          'strict-transport-security',
          'content-security-policy',
          'x-content-type-options',
          'x-frame-options',
          'referrer-policy',
          'date',
        ]
        for (const header of once) expect(answer.count(header), `${path}: ${header}`).toBe(1)
        expect(answer.headers.server ?? '').not.toMatch(/\d/)
      }
    })

    test('files are compressed once, and what can hold secrets is not compressed', async () => {
      const headers = { 'accept-encoding': 'gzip' }
      const page = await call(proxy, '/docs', { headers })
      expect(page.headers['content-encoding']).toBe('gzip')
      expect(page.count('content-encoding')).toBe(1)
      expect(gunzipSync(page.body).toString()).toContain('<!doctype html>')
      for (const path of ['/api/v1/site', '/sign-in']) {
        const { headers: own } = await call(proxy, path, { headers })
        expect(own['content-encoding'], path).toBeUndefined()
      }
    })

    test('every call of the API reaches the server', async () => {
      const before = logged('/api/v1/site').length
      const first = await call(proxy, '/api/v1/site')
      await call(proxy, '/api/v1/site')
      expect(first.count('age')).toBe(0)
      await expect.poll(() => logged('/api/v1/site').length - before).toBe(2)
    })

    test('another host name doesn’t reach the server', async () => {
      const headers = { host: 'evil.example' }
      const answers = [
        call(proxy, '/sign-in', { serverName: headers.host }),
        call(proxy, '/sign-in', { serverName: headers.host, headers }),
        call(proxy, '/sign-in', { headers }),
        callUnencrypted(proxy, '/sign-in', { headers }),
      ]
      // nginx closes the connection. Caddy answers without a word, or leads to https.
      for (const answer of await Promise.allSettled(answers)) {
        if (answer.status === 'rejected') continue
        expect(answer.value.body.toString()).toBe('')
        expect(answer.value.headers.location ?? '').not.toContain(hostName)
      }
    })

    test('the server keeps idle connections longer than the proxy does', async () => {
      const answer = await fetch(`${server.url}/healthz`)
      const [, seconds] = /timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '') ?? []
      expect(Number(seconds)).toBeGreaterThan(60)
    })
  })
}

const statusOf = async (answer: Promise<Answer>) => (await answer).status
