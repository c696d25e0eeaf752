/** A field's values in the order of the message: a varint or fixed number, or bytes. */
type Fields = ReadonlyMap<number, readonly (bigint | Buffer)[]>

export type ReceivedSpan = {
  readonly traceId: string
  readonly spanId: string
  /** Empty: it is the first of its trace. */
  readonly parentId: string
  readonly traceState: string
  readonly name: string
  readonly kind: number
  readonly attributes: Readonly<Record<string, string | number>>
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly hasFailed: boolean
  /** Attributes of the process that sent it. */
  readonly resource: Readonly<Record<string, string | number>>
}

/** The spans of an ExportTraceServiceRequest (opentelemetry-proto, trace/v1/trace.proto). */
export const readSpans = (body: Buffer): ReceivedSpan[] =>
  messagesIn(readFields(body), 1).flatMap((ofResource) => {
    const [resource] = messagesIn(ofResource, 1)
    const attributes = resource ? attributesIn(resource, 1) : {}
    return messagesIn(ofResource, 2)
      .flatMap((ofScope) => messagesIn(ofScope, 2))
      .map((span) => toSpan(span, attributes))
  })

const toSpan = (span: Fields, resource: ReceivedSpan['resource']): ReceivedSpan => ({
  traceId: bytesOf(span, 1).toString('hex'),
  spanId: bytesOf(span, 2).toString('hex'),
  traceState: bytesOf(span, 3).toString(),
  parentId: bytesOf(span, 4).toString('hex'),
  name: bytesOf(span, 5).toString(),
  kind: numberOf(span, 6),
  attributes: attributesIn(span, 9),
  links: messagesIn(span, 13).map((link) => ({
    traceId: bytesOf(link, 1).toString('hex'),
    spanId: bytesOf(link, 2).toString('hex'),
  })),
  hasFailed: messagesIn(span, 15).some((status) => numberOf(status, 3) === 2),
  resource,
})

const attributesIn = (message: Fields, field: number) =>
  Object.fromEntries(
    messagesIn(message, field).map((pair) => {
      const [value] = messagesIn(pair, 2)
      const text = value?.has(1) ? bytesOf(value, 1).toString() : numberOf(value, 3)
      return [bytesOf(pair, 1).toString(), text]
    }),
  )

const messagesIn = (message: Fields, field: number): Fields[] =>
  (message.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map(readFields)

const bytesOf = (message: Fields, field: number): Buffer => {
  const value = message.get(field)?.[0]
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0)
}

const numberOf = (message: Fields | undefined, field: number): number =>
  Number(message?.get(field)?.[0] ?? 0)

/** Protocol Buffers' wire format: a tag, then a varint, 8 bytes, a length and bytes, or 4 bytes. */
function readFields(message: Buffer): Fields {
  const fields = new Map<number, (bigint | Buffer)[]>()
  let at = 0
  const readVarint = (): bigint => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at)
      at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  const readBytes = (length: number): Buffer => {
    at += length
    return message.subarray(at - length, at)
  }
  while (at < message.length) {
    const tag = Number(readVarint())
    const type = tag & 7
    const value =
      type === 0 ? readVarint() : readBytes(type === 1 ? 8 : type === 5 ? 4 : Number(readVarint()))
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value])
  }
  return fields
}
