import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { fastify } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { keepPeers, peerOf } from './peer.ts'

/** @returns the address of a caller, read after the caller has hung up */
async function peerThatHungUp(isKept: boolean, forwardedFor = ''): Promise<string> {
  const app = fastify({ trustProxy: forwardedFor !== '' })
  onTestFinished(() => app.close())
  if (isKept) keepPeers(app)
  const { promise: read, resolve } = Promise.withResolvers<string>()
  const { promise: came, resolve: come } = Promise.withResolvers<void>()
  app.get('/', async (request) => {
    const closed = once(request.socket, 'close')
    come()
    await closed
    resolve(peerOf(request))
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  client.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: ${forwardedFor}\r\n\r\n`)
  await came
  client.destroy()
  return read
}

test('a caller who has hung up keeps the address', async () => {
  expect(await peerThatHungUp(true)).toBe('127.0.0.1')
  expect(await peerThatHungUp(true, '192.0.2.7:49152')).toBe('192.0.2.7')
})

test('one whose address was never read has none, which is no error', async () => {
  expect(await peerThatHungUp(false)).toBe('')
})
