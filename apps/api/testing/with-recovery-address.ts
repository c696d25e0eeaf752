import { randomUUID } from 'node:crypto'
import { hour, later } from '../src/lib/clock.ts'
import type { Cookies, TestApp } from './test-app.ts'
import { ask } from './with-factor.ts'

export const newAddress = () => `${randomUUID().slice(0, 8)}@elsewhere.example`

/** The six digits in a mail that stand alone on their line. */
export const codeIn = (text = '') => /^(\d{6})$/m.exec(text)?.[1] ?? ''

/** Adds a recovery address over HTTP. It counts after the waiting time. */
export async function addRecoveryAddressTo(
  service: TestApp,
  cookies: Cookies,
  email = newAddress(),
) {
  const added = await ask(service, 'POST', '/account/recovery-addresses', { email }, cookies)
  const id = String(added.body.id)
  await service.runJobs()
  const [mail] = await service.mailsTo(email)
  const code = codeIn(mail?.text)
  const confirm = (typed = code, by = cookies) =>
    ask(service, 'POST', `/account/recovery-addresses/${id}/confirm`, { code: typed }, by)
  const remove = (by = cookies) =>
    ask(service, 'DELETE', `/account/recovery-addresses/${id}`, undefined, by)
  return { id, email, added, mail, code, confirm, remove }
}

/** Stores a recovery address of a user that counts already. */
export async function keepRecoveryAddressOf({ deps }: TestApp, userId: string) {
  const at = later(deps.clock.now(), -100 * hour)
  const { id, address } = await deps.db.recoveryAddress.create({
    data: { userId, address: newAddress(), createdAt: at, confirmedAt: at, countsFrom: at },
  })
  return { id, email: address }
}
