import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { drain } from './drain.ts'

test('the connection of an answer that was sent during the close does not delay it', async () => {
  const app = fastify({ keepAliveTimeout: 60_000 })
  drain(app)
  const answer = new PassThrough()
  app.get('/', (_request, reply) => reply.send(answer))
  await app.listen({ port: 0, host: '127.0.0.1' })
  const visitor = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  visitor.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  answer.write('first half, ')
  const [head] = await once(visitor, 'data')
  expect(String(head)).not.toMatch(/connection: close/i)

  const closing = app.close()
  answer.end('second half')
  const [rest] = await once(visitor, 'data')
  expect(String(rest)).toContain('second half')
  await closing
  visitor.destroy()
})
