import { createSocket } from 'node:dgram'

/** The records of a name, by kind. A missing name is NXDOMAIN. */
type DnsRecords = {
  readonly MX?: readonly (readonly [priority: number, exchange: string])[]
  readonly A?: readonly string[]
  readonly TXT?: readonly string[]
}

export type DnsServer = {
  /** `address:port` */
  readonly address: string
  /** Every name that was looked up. */
  readonly asked: string[]
  /** From now on. `failing`: the server can't say. */
  set(name: string, records: DnsRecords | 'none' | 'failing'): void
  close(): Promise<void>
}

const types = { A: 1, MX: 15, TXT: 16 } as const

/**
 * A DNS server on loopback, over UDP (RFC 1035, section 4.1). With a zone of null it doesn't answer
 * at all, like an unreachable server.
 */
export async function openDnsServer(
  zone: Readonly<Record<string, DnsRecords>> | null,
): Promise<DnsServer> {
  const socket = createSocket('udp4')
  const names = new Map<string, DnsRecords | 'none' | 'failing'>(Object.entries(zone ?? {}))
  const asked: string[] = []
  socket.on('message', (query, { address, port }) => {
    const { name, type, end } = readQuestion(query)
    asked.push(name)
    const question = query.subarray(0, end)
    if (zone) socket.send(answer(question, names.get(name) ?? 'none', type), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    set: (name, records) => void names.set(name.toLowerCase(), records),
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}

const headerBytes = 12

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = []
  let at = headerBytes
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 }
}

const codes = { failing: 2, none: 3 } as const

function answer(question: Buffer, known: DnsRecords | keyof typeof codes, type: number): Buffer {
  const isKnown = typeof known === 'object'
  const found = isKnown ? dataOf(known, type) : []
  const header = Buffer.from(question.subarray(0, headerBytes))
  header.writeUInt16BE(0x8180 | (isKnown ? 0 : codes[known]), 2)
  header.writeUInt16BE(found.length, 6)
  header.writeUInt16BE(0, 10)
  return Buffer.concat([
    header,
    question.subarray(headerBytes),
    ...found.map((data) => Buffer.concat([resourceHeader(type, data.length), data])),
  ])
}

/** The name is that of the question; a time to live of 0. */
function resourceHeader(type: number, length: number): Buffer {
  const header = Buffer.alloc(12)
  header.writeUInt16BE(0xc000 | headerBytes, 0)
  header.writeUInt16BE(type, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(length, 10)
  return header
}

function dataOf({ MX = [], A = [], TXT = [] }: DnsRecords, type: number): Buffer[] {
  if (type === types.A) return A.map((address) => Buffer.from(address.split('.').map(Number)))
  if (type === types.TXT) return TXT.map(characterStrings)
  if (type !== types.MX) return []
  return MX.map(([priority, exchange]) =>
    Buffer.concat([Buffer.from([priority >> 8, priority & 0xff]), nameBytes(exchange)]),
  )
}

/** At most 255 bytes each. */
const characterStrings = (text: string) =>
  Buffer.concat(
    (text.match(/.{1,255}/gs) ?? ['']).flatMap((part) => [
      Buffer.from([part.length]),
      Buffer.from(part, 'latin1'),
    ]),
  )

const nameBytes = (name: string) =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .flatMap((label) => [Buffer.from([label.length]), Buffer.from(label, 'latin1')]),
    Buffer.from([0]),
  ])
