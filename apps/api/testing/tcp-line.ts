import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A TCP line to a server that can fall silent or lead to another server, as a network does. */
export async function openTcpLine(target: string) {
  let goal = new URL(target)
  const sockets = new Set<Socket>()
  const silent = new Set<Socket>()
  const line = createServer((socket) => {
    const upstream = connect(Number(goal.port), goal.hostname)
    socket.pipe(upstream).pipe(socket)
    for (const end of [socket, upstream]) {
      sockets.add(end)
      end.on('error', () => {})
      end.on('close', () => {
        if (!silent.has(end)) for (const each of [socket, upstream]) each.destroy()
        sockets.delete(end)
      })
    }
  }).listen(0, '127.0.0.1')
  await once(line, 'listening')
  const address = line.address()
  if (!address || typeof address === 'string') throw new Error('No port')
  const url = new URL(target)
  url.host = `127.0.0.1:${address.port}`
  return {
    url: url.href,
    /** Open connections get no more data, and neither side notices. */
    silence() {
      for (const socket of sockets) silent.add(socket.unpipe().pause())
    },
    /** New connections go there. */
    leadTo(other: string) {
      goal = new URL(other)
    },
    close() {
      for (const socket of sockets) socket.destroy()
      line.close()
    },
  }
}
