import { randomUUID } from 'node:crypto'
import { day, later } from '../lib/clock.ts'
import { type Sql, sql } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'
import { usernameKey } from './username-key.ts'

/**
 * Device cookies (OWASP "Slow Down Online Guessing Attacks with Device Cookies"): strangers who
 * guess at a name don't slow down a device that has signed in to it before. The cookie holds one
 * entry for each user, newest first, each with a MAC. The database only stores how many failures a
 * device has left.
 */
const deviceCookieDays = 180
export const deviceCookieSeconds = deviceCookieDays * 86_400
const newestKept = 5
const failuresAllowed = 10

export type DeviceProof = {
  readonly deviceId: string
  readonly userId: string
  readonly issuedAt: Date
  /** When the user asked to be remembered here, after a second factor; null: they didn't. */
  readonly rememberedAt: Date | null
}

/** The entry for this typed name, if its MAC is genuine. It names the user that it was made for. */
export function findProof(
  keys: Keyring,
  cookie: string | undefined,
  username: string,
  now: Date,
): DeviceProof | null {
  for (const entry of entriesOf(cookie)) {
    const proof = readEntry(keys, entry, username)
    if (proof && now.getTime() - proof.issuedAt.getTime() < deviceCookieDays * day) return proof
  }
  return null
}

/**
 * The cookie with a new entry for this user in front; an older entry for the user is removed.
 * @param rememberedAt left out or null: the second factor is asked for at the next sign-in
 */
export function addProof(
  keys: Keyring,
  cookie: string | undefined,
  user: { readonly id: string; readonly username: string },
  at: Date,
  rememberedAt: Date | null = null,
): string {
  const remembered = rememberedAt ? [String(rememberedAt.getTime())] : []
  const fields = [randomUUID(), user.id, String(at.getTime()), keys.currentId, ...remembered]
  const others = entriesOf(cookie).filter((entry) => entry.split('~')[1] !== user.id)
  const entry = [...fields, macOf(keys, fields, user.username)?.toString('base64url')].join('~')
  return [entry, ...others].slice(0, newestKept).join('.')
}

/**
 * Counts a try against the device's own budget.
 * @returns false when the budget is spent: the device then waits like any unknown one
 */
export async function countDeviceTry(
  db: Statements,
  deviceId: string,
  now: Date,
): Promise<boolean> {
  const counted = await db.$queryRaw<unknown[]>`
    INSERT INTO device_budgets AS budget (device_id, failures, updated_at)
    VALUES (${deviceId}::uuid, 1, ${now})
    ON CONFLICT (device_id) DO UPDATE SET failures = budget.failures + 1, updated_at = ${now}
    WHERE budget.failures < ${failuresAllowed}
    RETURNING 1`
  return counted.length === 1
}

/** SQL: a right password restores the whole budget, because its device gets a new entry. */
export const restoringBudget = (deviceId: string): Sql => sql`
  DELETE FROM device_budgets WHERE device_id = ${deviceId}::uuid`

const entriesOf = (cookie: string | undefined) =>
  (cookie ?? '')
    .split('.')
    .filter((entry) => entry !== '')
    .slice(0, newestKept)

function readEntry(keys: Keyring, entry: string, username: string): DeviceProof | null {
  const parts = entry.split('~')
  const [mac, fields] = [parts.at(-1), parts.slice(0, -1)]
  const [deviceId, userId, issued, keyId, remembered, ...rest] = fields
  if (!deviceId || !userId || !issued || !keyId || !mac || rest.length > 0) return null
  const expected = macOf(keys, fields, username)
  if (!expected || !isSame(expected, Buffer.from(mac, 'base64url'))) return null
  const rememberedAt = remembered === undefined ? null : new Date(Number(remembered))
  return { deviceId, userId, issuedAt: new Date(Number(issued)), rememberedAt }
}

type Remembered = {
  readonly id: string
  readonly username: string
  readonly devicesVoidBefore: Date | null
}

/**
 * When the user proved a second factor here and asked to be remembered, if that still counts. It
 * ends with everything that voids the device's proof, such as a reset.
 * @param days for how long it counts
 */
export function findRemembered(
  keys: Keyring,
  cookie: string | undefined,
  { id, username, devicesVoidBefore }: Remembered,
  days: number,
  now: Date,
): Date | null {
  const proof = findProof(keys, cookie, username, now)
  if (!proof?.rememberedAt || proof.userId !== id) return null
  if (devicesVoidBefore && proof.issuedAt < devicesVoidBefore) return null
  return later(proof.rememberedAt, days * day) > now ? proof.rememberedAt : null
}

/**
 * The MAC covers the name, which the cookie doesn't contain. So an entry proves nothing for another
 * name.
 */
function macOf(keys: Keyring, fields: readonly string[], username: string): Buffer | null {
  const keyId = fields[3] ?? ''
  return keys.mac('device-cookie', keyId, [...fields, usernameKey(username)])
}
