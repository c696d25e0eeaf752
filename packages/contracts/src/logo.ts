import * as z from 'zod/mini'
import { text } from './fields.ts'

/** How large a logo may be. Every public page and every mail loads it. */
export const mostLogoBytes = 24 * 1_024
export const mostLogoPixels = 1_024
const base64Length = (bytes: number) => Math.ceil(bytes / 3) * 4

/** The signature, and the beginning of the header chunk (PNG, third edition, 5.2 and 11.2.1). */
const start = '\u0089PNG\r\n\u001a\n\0\0\0\rIHDR'

/** The width and height of a PNG; null: it is none. Only its beginning is read. */
export function pngSize(base64: string): { width: number; height: number } | null {
  const bytes = decoded(base64.slice(0, 32))
  if (!bytes.startsWith(start) || bytes.length < start.length + 8) return null
  const width = numberOf(bytes.slice(start.length, start.length + 4))
  return { width, height: numberOf(bytes.slice(start.length + 4, start.length + 8)) }
}

/** Four bytes, the most significant first. */
const numberOf = (bytes: string) =>
  [...bytes].reduce((number, byte) => number * 256 + byte.charCodeAt(0), 0)

function decoded(base64: string): string {
  try {
    return atob(base64)
  } catch {
    return ''
  }
}

function isLogo(base64: string): boolean {
  const size = pngSize(base64)
  return (
    size !== null && [size.width, size.height].every((each) => each > 0 && each <= mostLogoPixels)
  )
}

/** A PNG in base64. Mail programs show no SVG, and an SVG may contain scripts. */
export const logo = text(base64Length(mostLogoBytes), 1).check(
  z.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64'),
  z.refine(isLogo, `must be a PNG of at most ${mostLogoPixels} by ${mostLogoPixels} pixels`),
)

/**
 * The path of a logo. It names the content, so that browsers may keep it for ever: by FNV-1a, which
 * is enough to tell two logos of one organization apart.
 */
export function logoPath(base64: string): string {
  let hash = 0x811c9dc5
  for (const letter of base64) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return `/branding/logo-${(hash >>> 0).toString(16).padStart(8, '0')}-${base64.length}.png`
}
