import { createHash } from 'node:crypto'

/** Names this content, so that browsers may keep it for ever. */
export const logoDigest = (logo: string): string =>
  createHash('sha256').update(logo).digest('hex').slice(0, 16)

/** @param logo of the settings */
export const logoPath = (logo: string): string => `/branding/logo-${logoDigest(logo)}.png`
