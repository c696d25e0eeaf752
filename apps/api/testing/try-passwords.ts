import { queryDatabase } from './many-users.ts'
import type { Book, createPeople } from './people.ts'

/**
 * Signs in with what people know at the end. After a save, the new password works and the old one
 * doesn't; without one it is the other way round.
 * @returns what must be none
 */
export async function tryPasswords(
  url: string,
  people: ReturnType<typeof createPeople>,
  book: Book,
  oldPassword: string,
): Promise<Record<string, string[]>> {
  const rows = await queryDatabase<{ username: string }>(
    url,
    `SELECT username FROM resets JOIN users ON users.id = user_id WHERE end_reason = 'used'`,
  )
  const used = new Set(rows.map(({ username }) => username))
  const wrong: string[] = []
  for (const [username, newPassword] of [...book.saved, ...book.perhapsSaved]) {
    const isNew = await people.fits(username, newPassword)
    const isOld = await people.fits(username, oldPassword)
    if (isNew !== used.has(username) || isOld === isNew) wrong.push(username)
  }
  const living = await Promise.all(book.signedIn.map((cookie) => people.isSignedIn(cookie)))
  return {
    'saves whose password does not work': wrong,
    'sign-ins without a session': book.signedIn.filter((_, n) => !living[n]).map(() => 'gone'),
  }
}
