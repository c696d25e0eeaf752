import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/**
 * For the bench: a real SMTP server in a process of its own, which reads each mail and drops it. It
 * sends `{ port }` when it listens. Asked with `{ mails }`, it answers once so many more arrived.
 */
let arrived = 0
let awaited = Number.POSITIVE_INFINITY

const tell = () => {
  if (arrived < awaited) return
  awaited = Number.POSITIVE_INFINITY
  process.send?.({ arrived })
}

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  logger: false,
  onData(stream, _session, done) {
    stream.resume()
    stream.once('end', () => {
      arrived += 1
      done()
      tell()
    })
  },
})
server.on('error', () => {})
// TCP_NODELAY, as Postfix and Exim set it: otherwise an answer waits 40 ms for the client's ACK.
server.server.on('connection', (socket) => socket.setNoDelay(true))
server.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.server.address() as AddressInfo).port })
})

process.on('message', ({ mails }: { mails: number }) => {
  awaited = arrived + mails
  tell()
})
process.once('disconnect', () => process.exit())
