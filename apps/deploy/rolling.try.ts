import { expect, onTestFinished, test } from 'vitest'
import { buildPages } from '../api/src/start/build-pages.ts'
import { findFreePort } from '../api/testing/free-port.ts'
import { type ServiceProcess, startService } from '../api/testing/service-process.ts'
import { createTestDatabase } from '../api/testing/test-database.ts'
import { call } from './testing/call.ts'
import { productionSettings } from './testing/production-settings.ts'
import { startNginx } from './testing/proxy.ts'

test('while servers behind nginx restart one after the other, every call is answered', async () => {
  await buildPages()
  const database = await createTestDatabase()
  onTestFinished(database.drop)
  const ports = [await findFreePort(), await findFreePort()]
  const start = (port: number) =>
    startService({ ...productionSettings(database.url), IP_RATE_LIMITS: 'off', PORT: String(port) })
  const servers: ServiceProcess[] = await Promise.all(ports.map(start))
  const proxy = await startNginx(ports)
  onTestFinished(async () => {
    await proxy.stop()
    await Promise.all(servers.map((server) => server.stop()))
  })

  let isOver = false
  const statuses = new Map<number, number>()
  const keepCalling = async () => {
    while (!isOver) {
      const { status } = await call(proxy, '/api/v1/password-resets', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'nobody' }),
      })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
  }
  const callers = Array.from({ length: 4 }, keepCalling)
  for (const [n, port] of ports.entries()) {
    expect(await servers[n]?.stop()).toEqual({ code: 0, signal: null })
    servers[n] = await start(port)
  }
  isOver = true
  await Promise.all(callers)
  expect([...statuses.keys()]).toEqual([202])
  expect(statuses.get(202)).toBeGreaterThan(100)
})
