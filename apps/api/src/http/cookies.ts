import type { FastifyReply } from 'fastify'
import type { Config } from '../config.ts'

/** A cookie to set; an empty value removes it. */
export type Cookie = {
  readonly name: CookieName
  readonly value: string
  readonly maxAgeSeconds: number
  /**
   * `strict` by default. `lax`: also sent when another site links here. `none`: also sent when
   * another site posts a form here. Browsers require `Secure` for that, and accept it from
   * localhost too.
   */
  readonly sameSite?: 'lax' | 'none'
}

export const cookieNames = ['session', 'device', 'sso-flow', 'sso-link'] as const
export type CookieName = (typeof cookieNames)[number]

/**
 * `HttpOnly; SameSite=Strict; Path=/`, and on https `__Host-` and `Secure` (RFC 6265bis 4.1.3.2).
 * So no script can read it, no other site sends it, and no sibling domain can set it.
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
