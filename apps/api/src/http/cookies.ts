import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'

/** A cookie to set; an empty value removes it. */
export type Cookie = {
  readonly name: CookieName
  readonly value: string
  readonly maxAgeSeconds: number
  /**
   * `strict` when left out. `lax`: sent where another site's page leads here; `none`: also where it
   * posts a form here, for which browsers ask for `Secure`, which they take from localhost too.
   */
  readonly sameSite?: 'lax' | 'none'
}

export const cookieNames = ['session', 'device', 'sso-flow', 'sso-link'] as const
export type CookieName = (typeof cookieNames)[number]

/**
 * `HttpOnly; SameSite=Strict; Path=/`, and on https `__Host-` and `Secure` (RFC 6265bis 4.1.3.2):
 * no script reads it, no other site sends it, no sister domain sets it.
 */
export function setCookie(
  reply: FastifyReply,
  { name, value, maxAgeSeconds, sameSite }: Cookie,
  config: Config,
) {
  reply.setCookie(cookieName(name, config), value, {
    httpOnly: true,
    sameSite: sameSite ?? 'strict',
    path: '/',
    secure: config.publicUrl.startsWith('https:') || sameSite === 'none',
    maxAge: value === '' ? 0 : maxAgeSeconds,
  })
}

export const cookieName = (name: CookieName, config: Config) =>
  config.publicUrl.startsWith('https:') ? `__Host-rekey-${name}` : `rekey-${name}`
