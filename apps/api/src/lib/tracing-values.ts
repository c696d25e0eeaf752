import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFault } from './read-fault.ts'

/** Reads the value of one of OpenTelemetry's variables; null: it breaks the rule of its form. */
export type Parse<T> = (value: string) => T | null

export const oneOf =
  <T extends string>(words: readonly T[]): Parse<T> =>
  (value) =>
    words.find((word) => word === value) ?? null

export const urlRule = 'must be an http or https URL, without a user name'
export function parseUrl(value: string): URL | null {
  const url = URL.parse(value)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return null
  return url
}

export const countRule = 'must be a whole number above 0'
export const parseCount: Parse<number> = (value) =>
  /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null

export const ratioRule = 'must be a number from 0 to 1'
export const parseRatio: Parse<number> = (value) =>
  /^(0|1|0?\.\d+|1\.0+)$/.test(value) ? Number(value) : null

type Pairs = Readonly<Record<string, string>>

export const pairsRule =
  'must be name=value, comma-separated, with other characters percent-encoded'

/** As in W3C Baggage: `key1=value1,key2=value2`, percent-encoded. */
export function parsePairs(value: string): Pairs | null {
  const pairs = value.split(',').flatMap((pair) => pair.trim() || [])
  try {
    const read = pairs.map((pair) => /^([^=\s]+)\s*=\s*(.*)$/.exec(pair))
    if (read.includes(null)) return null
    return Object.fromEntries(
      read.map((pair) => [
        decodeURIComponent(pair?.[1] ?? ''),
        decodeURIComponent(pair?.[2] ?? ''),
      ]),
    )
  } catch {
    return null
  }
}

/** What Node would refuse with each batch is refused at the start (RFC 9110, 5.5 and 5.6.2). */
export function parseHeaders(value: string): Pairs | null {
  const pairs = Object.entries(parsePairs(value) ?? { '': '' })
  const isHeader = ([name, text]: [string, string]) =>
    /^[!#$%&'*+.^`|~\w-]+$/.test(name) && /^[\t\x20-\x7e]*$/.test(text)
  return pairs.every(isHeader) ? Object.fromEntries(pairs) : null
}

/** Adds to `faults` why it can't be read. */
export function readCertificate(name: string, path: string | undefined, faults: string[]) {
  if (path === undefined) return null
  try {
    const pem = readFileSync(path, 'utf8')
    if (isCertificate(pem)) return pem
    faults.push(`${name}: ${path} must be a certificate (PEM)`)
  } catch (error) {
    faults.push(`${name}: ${path} can't be read: ${readFault(error)}`)
  }
  return null
}

function isCertificate(pem: string): boolean {
  try {
    return Boolean(new X509Certificate(pem))
  } catch {
    return false
  }
}
