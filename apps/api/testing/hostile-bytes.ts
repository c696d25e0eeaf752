import fc from 'fast-check'

/** Pieces of text on which parsers fail: line ends, boundaries, nesting, other character sets. */
const pieces = [
  '\0',
  '\r',
  '\n\n',
  '\r\n--b\r\n',
  '"',
  '""',
  ',,,,',
  '\u{feff}',
  '\u{d7ff}\u{e000}',
  '&#0;',
  '&lol9;',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '<!-- -->',
  '<![CDATA[x]]>',
  '<?x y?>',
  '</a>',
  '<Assertion>',
  'ID="_1"',
  '[[[[[[[[',
  '{"__proto__":{}}',
  '\\ud800',
  '=?utf-8?B?////?=',
  'Content-Type: multipart/mixed; boundary=b\n\n--b\n',
  'Content-Type: message/delivery-status\n\n',
  'Final-Recipient: rfc822;',
  'Status: 5.9.9\n',
].map((piece) => Buffer.from(piece))

type Edit = {
  kind: 'cut' | 'twice' | 'put' | 'flip' | 'many' | 'mix'
  at: number
  size: number
  n: number
}

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom('cut', 'twice', 'put', 'flip', 'many', 'mix'),
  at: fc.nat(),
  size: fc.integer({ min: 1, max: 400 }),
  n: fc.nat(),
})

/** One of the samples with one to four things wrong with it. */
export const damagedSamples = (samples: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...samples), fc.array(edits, { minLength: 1, maxLength: 4 }))
    .map(([sample, changes]) =>
      changes.reduce<Buffer>(
        (bytes, change) => damage(bytes, change, samples),
        Buffer.from(sample),
      ),
    )

function damage(bytes: Buffer, { kind, at, size, n }: Edit, samples: readonly Buffer[]): Buffer {
  const from = at % (bytes.length + 1)
  const part = bytes.subarray(from, from + size)
  const before = bytes.subarray(0, from)
  const after = bytes.subarray(from + part.length)
  const piece = pieces[n % pieces.length] ?? Buffer.alloc(0)
  const other = samples[n % samples.length] ?? Buffer.alloc(0)
  switch (kind) {
    case 'cut':
      return Buffer.concat([before, after])
    case 'twice':
      return Buffer.concat([before, part, part, after])
    case 'put':
      return Buffer.concat([before, piece, part, after])
    case 'many':
      return Buffer.concat([before, ...Array<Buffer>(n % 500).fill(piece), part, after])
    case 'mix':
      return Buffer.concat([before, other.subarray(from % (other.length + 1)), after])
    case 'flip':
      return Buffer.concat([before, Buffer.from([n % 256]), bytes.subarray(from + 1)])
  }
}
