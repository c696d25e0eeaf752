import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** `none`: no such name; `failing`: the server can't say. */
type Answer = readonly string[] | 'none' | 'failing'

/** A DNS server that knows TXT records alone (RFC 1035), on a port of its own. */
export async function startDnsServer() {
  const answers = new Map<string, Answer>()
  const asked: string[] = []
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const name = nameIn(query)
    asked.push(name)
    socket.send(reply(query, answers.get(name.toLowerCase()) ?? 'none'), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    set: (name: string, answer: Answer) => void answers.set(name, answer),
    close: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}

const headerBytes = 12

/** The labels of the question, each behind its length. */
function nameIn(query: Buffer): string {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return labels.join('.')
}

function reply(query: Buffer, answer: Answer): Buffer {
  const records = typeof answer === 'string' ? [] : answer.map(record)
  const end = headerBytes + nameIn(query).length + 2 + 4
  const header = Buffer.from(query.subarray(0, headerBytes))
  const responseCode = answer === 'failing' ? 2 : answer === 'none' ? 3 : 0
  header.writeUInt16BE(0x8180 | responseCode, 2)
  header.writeUInt16BE(records.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, query.subarray(headerBytes, end), ...records])
}

/** A TXT record of the asked name (a pointer to it), cut into strings of 255 bytes. */
function record(text: string): Buffer {
  const bytes = Buffer.from(text)
  const strings: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.subarray(at, at + 255)
    strings.push(Buffer.from([part.length]), part)
  }
  const data = Buffer.concat(strings)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(data.length)
  // Name, type TXT, class IN, a time to live of nothing.
  return Buffer.concat([Buffer.from('c00c0010000100000000', 'hex'), length, data])
}
