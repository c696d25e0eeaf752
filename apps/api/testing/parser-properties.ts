import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect } from 'vitest'
import { ImportFileError, type ImportRecord } from '../src/features/import/import-columns.ts'
import { readCsv } from '../src/features/import/read-csv.ts'
import { readJson } from '../src/features/import/read-json.ts'
import { readSamlAnswer } from '../src/features/sso/read-saml-answer.ts'
import { SsoRefusal } from '../src/features/sso/sso-refusal.ts'
import { readBounce } from '../src/mail/read-bounce.ts'
import { endpointsOf, findSsoConnection } from '../src/models/sso-connections.ts'
import { createConnection } from './create-connection.ts'
import { damagedSamples } from './hostile-bytes.ts'
import { createSigningKeys, encodeAnswer, signXml, writeAnswer } from './saml-answer.ts'
import type { TestApp } from './test-app.ts'

/** In ms. An ordinary file takes a few; the thread of bounces is ended after ten seconds. */
const longest = 5_000

type Run = { readonly seed: number; readonly numRuns: number }

async function timed<T>(act: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const value = await act()
  expect(performance.now() - began).toBeLessThan(longest)
  return value
}

const bouncesIn = join(import.meta.dirname, '../src/features/mail-events/bounces')

/** Reading a damaged bounce never throws or takes long, whether it finds reports or none. */
export async function readDamagedBounces(run: Run) {
  const samples = readdirSync(bouncesIn).map((name) => readFileSync(join(bouncesIn, name)))
  const property = fc.asyncProperty(damagedSamples(samples), async (raw) => {
    const reports = await timed(() => readBounce(raw))
    expect(reports.length).toBeLessThanOrEqual(10)
    for (const { detail } of reports) expect(detail?.length ?? 0).toBeLessThan(1_000)
  })
  await fc.assert(property, run)
}

const users = [
  'username,displayName,kind\nann@x.example,Ann,staff\nben@x.example,"Ben, ""B""",member\n',
  'sep=;\r\nUsername;E-mail to;Role\r\nann@x.example;ann@x.example;Moderator\r\n;;\r\n',
  '\u{feff}username\temailTo\nann@x.example\tann@x.example\n\n\nßen@x.example\t"a\nb"\n',
  'username,passwordHash\rann@x.example,$2b$10$abc\rben@x.example,\r',
].map((text) => Buffer.from(text))

/**
 * A damaged CSV file gives records and faults, or one sentence that refuses it. It gives the same
 * in whatever parts it arrives.
 */
export async function readDamagedCsv(run: Run) {
  const parts = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 20 })
  const property = fc.asyncProperty(damagedSamples(users), parts, async (bytes, sizes) => {
    const whole = await timed(() => outcomeOf(readCsv(Readable.from([bytes]))))
    const inParts = await timed(() => outcomeOf(readCsv(Readable.from(split(bytes, sizes)))))
    expect(inParts.error).toBe(whole.error)
    // Of a file that is refused as a whole, what was read before may be told or not.
    if (whole.error === null) expect(inParts.read).toEqual(whole.read)
  })
  await fc.assert(property, run)
}

const items = [
  '[{"username":"ann@x.example","kind":"staff"},{"username":"ben@x.example","role":null}]',
  '[{"username":"ann@x.example","displayName":"\\u00e4\\ud83d\\ude00"}]\n',
  '[]',
].map((text) => Buffer.from(text))

/** A damaged JSON file gives records and faults, or one sentence that refuses it. */
export async function readDamagedJson(run: Run) {
  const property = fc.asyncProperty(damagedSamples(items), async (bytes) => {
    await timed(() => outcomeOf(readJson(Readable.from([bytes]))))
  })
  await fc.assert(property, run)
}

function* split(bytes: Buffer, sizes: readonly number[]) {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function outcomeOf(records: AsyncIterable<ImportRecord>) {
  const read: ImportRecord[] = []
  try {
    for await (const record of records) read.push(record)
    return { read, error: null }
  } catch (error) {
    expect(error).toBeInstanceOf(ImportFileError)
    return { read, error: (error as Error).message }
  }
}

/**
 * A signed SAML answer that was changed on its way is refused as SsoRefusal, or still names the
 * same person. No change makes it name somebody else.
 */
export async function readDamagedAnswers(service: TestApp, run: Run) {
  const keys = createSigningKeys()
  const given = { issuer: 'https://idp.x.example', certificates: [keys.certificate] }
  const { id } = await createConnection(service.deps, { protocol: 'saml', ...given })
  const connection = await findSsoConnection(service.deps.db, service.deps.keys, id)
  if (connection?.protocol !== 'saml') throw new Error('The connection is missing')
  const { acs: recipient, metadata: audience } = endpointsOf(service.deps.config.publicUrl, id)
  const requestId = `_${randomUUID()}`
  const xml = await writeAnswer({
    issuer: given.issuer,
    audience,
    recipient,
    inResponseTo: requestId,
    nameId: 'ann-1',
    attributes: { email: 'ann@x.example', displayName: 'Ann' },
    now: service.clock.now(),
  })
  const read = (bytes: Buffer) =>
    readSamlAnswer(service.deps, connection, requestId, encodeAnswer(bytes.toString('utf8')))
  const both = signXml(xml, keys, { what: 'Assertion' })
  const samples = [
    both,
    signXml(xml, keys, { what: 'Response' }),
    signXml(both, keys, { what: 'Response' }),
  ]
  const bytes = samples.map((sample) => Buffer.from(sample))
  const right = await read(bytes[0] as Buffer)
  const property = fc.asyncProperty(damagedSamples(bytes), async (damaged) => {
    const outcome = await timed(() => read(damaged).catch((error: unknown) => error))
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SsoRefusal)
    else expect(outcome).toEqual(right)
  })
  await fc.assert(property, run)
}
