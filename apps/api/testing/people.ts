import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { ReadMail } from './breakable-sink.ts'

/**
 * What the people wrote down. A call whose answer was lost may have been carried out.
 */
export type Book = {
  /** Names whose request was answered with 202, and how often the request was sent. */
  readonly asked: Map<string, number>
  /** The same for names that nobody has. */
  readonly askedUnknown: Map<string, number>
  /** Names whose save was answered with 200, and their new passwords. */
  readonly saved: Map<string, string>
  /** The link was used already when the save was repeated after a lost answer. */
  readonly perhapsSaved: Map<string, string>
  /** The cookies of sign-ins that were answered with 201. */
  readonly signedIn: string[]
  /** Answers that nobody should get. */
  readonly odd: string[]
  repeats: number
}

type Site = {
  readonly urls: readonly string[]
  /** Of all users. */
  readonly password: string
  readonly mails: () => ReadonlyMap<string, readonly ReadMail[]>
}

export const createBook = (): Book => ({
  asked: new Map(),
  askedUnknown: new Map(),
  saved: new Map(),
  perhapsSaved: new Map(),
  signedIn: [],
  odd: [],
  repeats: 0,
})

type Answer = {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly cookie: string
  readonly tries: number
}

/**
 * 429 comes after six sign-ins that met a database in trouble: each was counted before its password
 * was checked, and could not be given back.
 */
const asksForPatience = new Set([429, 503])

const pauseMs = 1_000
const silenceMs = 40_000

/** Several delays of one mail, and faults that hold up its job, take minutes. */
const mailWithinMs = 900_000

/**
 * People who use Rekey, and repeat a call that had no answer, 503 or 429, as a browser's user
 * would.
 */
export function createPeople({ urls, password, mails }: Site, book: Book) {
  const post = async (path: string, body: object): Promise<Answer> => {
    for (let tries = 1; ; tries += 1) {
      const url = urls[randomInt(urls.length)] ?? ''
      const answer = await send(url, 'POST', path, { body }).catch(() => null)
      if (answer && !asksForPatience.has(answer.status)) return { ...answer, tries }
      book.repeats += 1
      await delay(pauseMs)
    }
  }
  const note = (what: string, { status, body }: Answer) =>
    void book.odd.push(`${what}: ${status} ${JSON.stringify(body)}`)

  const ask = async (username: string, asked: Map<string, number>) => {
    const answer = await post('/password-resets', { username })
    if (answer.status === 202) asked.set(username, answer.tries)
    else note('request', answer)
  }
  /** Null: the mail is lost. */
  const readMail = async (username: string): Promise<ReadMail | null> => {
    const begin = performance.now()
    while (performance.now() - begin < mailWithinMs) {
      const found = mails()
        .get(username)
        ?.find(({ token }) => token !== '')
      if (found) return found
      await delay(250)
    }
    return null
  }
  const save = async (username: string) => {
    const mail = await readMail(username)
    if (!mail) return
    const { token, code } = mail
    const newPassword = `${username} rides a quiet bicycle`
    const answer = await post('/password-resets/complete', { token, code, newPassword })
    const mayBeDone = answer.tries > 1 && answer.body.code === 'reset-link-invalid'
    if (answer.status === 200) book.saved.set(username, newPassword)
    else if (mayBeDone) book.perhapsSaved.set(username, newPassword)
    else note('save', answer)
  }
  return {
    ask: (username: string) => ask(username, book.asked),
    askForUnknown: (username: string) => ask(username, book.askedUnknown),
    async askAndSave(username: string) {
      await ask(username, book.asked)
      await save(username)
    },
    async signIn(username: string, typed = password) {
      const answer = await post('/sessions', { username, password: typed })
      if (answer.status === 201) book.signedIn.push(answer.cookie)
      else note('sign-in', answer)
    },
    /** Whether the password opens a session. */
    async fits(username: string, typed: string) {
      return (await post('/sessions', { username, password: typed })).status === 201
    },
    async isSignedIn(cookie: string) {
      const { status } = await send(urls[0] ?? '', 'GET', '/sessions/current', { cookie })
      return status === 200
    },
  }
}

/** Each call comes from an address of its own, as the proxy tells. */
async function send(
  url: string,
  method: string,
  path: string,
  { body, cookie = '' }: { body?: object; cookie?: string },
) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      'x-forwarded-for': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`,
      ...(cookie && { cookie }),
      ...(body && { 'content-type': 'application/json' }),
    },
    signal: AbortSignal.timeout(silenceMs),
    ...(body && { body: JSON.stringify(body) }),
  })
  const given = response.headers.getSetCookie().map((each) => each.split(';')[0])
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    cookie: given.join('; '),
  }
}
