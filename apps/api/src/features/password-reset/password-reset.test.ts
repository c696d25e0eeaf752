import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestApp, createUser, type NewUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, minute } from '../../lib/clock.ts'

const newPassword = 'Plum-Tractor-42-Violin'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
})
afterAll(async () => service.close())
beforeEach(() => service.clock.advance(24 * hour))

/** Requests a reset as a stranger does, and runs the jobs. */
async function ask(username: string) {
  const answer = await service.send('POST', '/password-resets', { username })
  await service.runJobs()
  return answer
}

/** The newest mail's link token and code, as its reader sees them. */
async function readMail(address: string) {
  const [mail] = await service.mailsTo(address)
  const token = /\/reset#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  const code = /^\s*(\d{6})\s*$/m.exec(mail?.text ?? '')?.[1] ?? ''
  const disown = /\/not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  return { token, code, disown, subject: mail?.subject ?? '' }
}

async function askAndRead(given: NewUser = {}) {
  const user = await createUser(service.deps, given)
  await ask(user.username)
  return { user, ...(await readMail(user.username)) }
}

const complete = (token: string, code: string, password = newPassword) =>
  service.send('POST', '/password-resets/complete', { token, code, newPassword: password })

const signIn = (username: string, password: string) =>
  service.send('POST', '/sessions', { username, password })

describe('the main path', () => {
  test('a link and a code arrive, a new password is saved, and signs in', async () => {
    const { user, token, code } = await askAndRead()
    const inspected = await service.send('POST', '/password-resets/inspect', { token })
    expect(inspected.body).toMatchObject({
      username: user.username,
      kind: 'staff',
      purpose: 'reset',
      triesLeft: 5,
      passwordPolicy: 'balanced',
    })
    expect(Date.parse(inspected.body.expiresAt) - service.clock.now().getTime()).toBe(30 * minute)

    const saved = await complete(token, code)
    expect(saved).toMatchObject({
      status: 200,
      body: { username: user.username, signInUrl: 'http://localhost:3000/sign-in' },
    })
    expect((await signIn(user.username, 'correct horse battery')).status).toBe(401)
    expect((await signIn(user.username, newPassword)).status).toBe(201)

    await service.runJobs()
    const [told] = await service.mailsTo(user.username)
    expect(told?.subject).toContain('password was changed')
  })

  test('a user without a password creates the first one the same way', async () => {
    const { user, token, code } = await askAndRead({ password: null })
    const inspected = await service.send('POST', '/password-resets/inspect', { token })
    expect(inspected.body.purpose).toBe('create')
    expect((await complete(token, code)).status).toBe(200)
    expect((await signIn(user.username, newPassword)).status).toBe(201)
  })

  test('a code may be typed with spaces, a hyphen or other digits', async () => {
    const { token, code } = await askAndRead()
    const fullWidth = [...code]
      .map((digit) => String.fromCodePoint(0xff10 + Number(digit)))
      .join('')
    for (const typed of [
      `${code.slice(0, 3)} ${code.slice(3)}`,
      `${code.slice(0, 3)}-${code.slice(3)}`,
      fullWidth,
    ]) {
      const verified = await service.send('POST', '/password-resets/verify-code', {
        token,
        code: typed,
      })
      expect(verified).toMatchObject({ status: 200, body: { valid: true } })
    }
  })
})

describe('several people with one link', () => {
  test('a link works once, even when sixteen people press Save', async () => {
    const { user, token, code } = await askAndRead()
    const passwords = Array.from({ length: 16 }, (_, n) => `${newPassword}-${n}`)
    const answers = await Promise.all(passwords.map((password) => complete(token, code, password)))
    const winners = passwords.filter((_, n) => answers[n]?.status === 200)
    expect(winners).toHaveLength(1)
    expect(answers.filter(({ body }) => body.code === 'reset-link-invalid')).toHaveLength(15)
    expect((await signIn(user.username, winners[0] ?? '')).status).toBe(201)
  })

  test('twenty parallel guesses never get more tries than are left', async () => {
    const { token, code } = await askAndRead()
    const wrong = Array.from({ length: 20 }, (_, n) =>
      String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'),
    )
    const answers = await Promise.all(
      wrong.map((guess) =>
        service.send('POST', '/password-resets/verify-code', { token, code: guess }),
      ),
    )
    const judged = answers.filter(({ body }) => body.code === 'reset-code-wrong')
    expect(judged).toHaveLength(5)
    expect(new Set(judged.map(({ body }) => body.triesLeft))).toEqual(new Set([0, 1, 2, 3, 4]))
    expect(answers.filter(({ body }) => body.code === 'reset-link-invalid')).toHaveLength(15)
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })

  test.each(['\n', '\r\n'])(
    'a password that a program read with the end of its line (%j) is refused, and the link stays',
    async (end) => {
      const { user, token, code } = await askAndRead()
      const refused = await complete(token, code, `${newPassword}${end}`)
      expect(refused).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/newPassword', detail: 'must not hold line breaks' }] },
      })
      expect((await complete(token, code)).status).toBe(200)
      expect((await signIn(user.username, newPassword)).status).toBe(201)
    },
  )

  test.each(['Password1!', newPassword])(
    'a right code gets nothing if wrong ones end its reset meanwhile, with the password %s',
    async (password) => {
      const { user, token, code } = await askAndRead()
      const { judge } = service.deps
      const judging = judge.judge
      vi.spyOn(judge, 'judge').mockImplementationOnce(async (...given) => {
        const wrong = code === '000000' ? '111111' : '000000'
        for (let n = 0; n < 5; n += 1) await complete(token, wrong)
        return judging(...given)
      })
      expect((await complete(token, code, password)).body.code).toBe('reset-link-invalid')
      expect((await signIn(user.username, password)).status).toBe(401)
    },
  )

  test('only wrong codes use up tries', async () => {
    const { token, code } = await askAndRead()
    for (let n = 0; n < 8; n += 1) {
      expect(
        (await service.send('POST', '/password-resets/verify-code', { token, code })).status,
      ).toBe(200)
    }
    const wrong = await complete(token, code === '000000' ? '111111' : '000000')
    expect(wrong).toMatchObject({ status: 400, body: { code: 'reset-code-wrong', triesLeft: 4 } })
    expect((await complete(token, code)).status).toBe(200)
  })
})

describe('a user who requests another reset', () => {
  test('gets the same link and code again, so that a stranger can not void them', async () => {
    const { user, token, code } = await askAndRead()
    service.clock.advance(2 * minute)
    await ask(user.username)
    expect(await readMail(user.username)).toMatchObject({ token, code })
    expect(await service.mailsTo(user.username)).toHaveLength(2)
  })

  test('within a minute gets no second mail, the same answer, and a row that says so', async () => {
    const { user } = await askAndRead()
    service.clock.advance(12_000)
    const again = await ask(user.username)
    expect(again).toMatchObject({
      status: 202,
      body: { status: 'accepted', resendAfterSeconds: 60 },
    })
    expect(await service.mailsTo(user.username)).toHaveLength(1)
    const held = await service.deps.db.message.findFirst({
      where: { userId: user.id, reason: 'asked-again' },
      include: { events: true },
    })
    expect(held).toMatchObject({
      status: 'not-sent',
      events: [{ detail: 'requested again after 12 seconds' }],
    })
  })

  test('gets at most six mails an hour', async () => {
    const { user } = await askAndRead()
    for (let n = 0; n < 9; n += 1) {
      service.clock.advance(2 * minute)
      await ask(user.username)
    }
    expect(await service.mailsTo(user.username)).toHaveLength(6)
  })

  test('with less than ten minutes to the cap gets a new link', async () => {
    const { user, token } = await askAndRead()
    for (const minutes of [25, 25, 25, 25]) {
      service.clock.advance(minutes * minute)
      await ask(user.username)
      expect((await readMail(user.username)).token).toBe(token)
    }
    service.clock.advance(11 * minute)
    await ask(user.username)
    expect((await readMail(user.username)).token).not.toBe(token)
  })
})

describe('the end of a link', () => {
  test('comes after thirty minutes, not before', async () => {
    const { token, code } = await askAndRead()
    service.clock.advance(30 * minute - 1)
    expect(
      (await service.send('POST', '/password-resets/verify-code', { token, code })).status,
    ).toBe(200)
    service.clock.advance(1)
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })

  test('gives the same answer for unknown, damaged, used and ended links', async () => {
    const { token, code } = await askAndRead()
    await complete(token, code)
    const damaged = [
      token,
      token.slice(0, -1),
      `${token}A`,
      'x',
      'a.b',
      `${'A'.repeat(22)}.${'A'.repeat(22)}`,
    ]
    const answers = await Promise.all(
      damaged.map((one) => service.send('POST', '/password-resets/inspect', { token: one })),
    )
    for (const { status, body } of answers) {
      expect({ ...body, status, requestId: '' }).toEqual({
        ...answers[0]?.body,
        status: 400,
        requestId: '',
      })
      expect(body.code).toBe('reset-link-invalid')
    }
  })

  test('when the user is deactivated', async () => {
    const { user, token, code } = await askAndRead()
    await service.deps.db.user.update({ where: { id: user.id }, data: { status: 'deactivated' } })
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })

  test('with the twentieth refused password', async () => {
    const { token, code } = await askAndRead()
    for (let n = 0; n < 20; n += 1) {
      expect((await complete(token, code, 'short')).body.code).toBe('password-not-accepted')
    }
    expect((await complete(token, code)).body.code).toBe('reset-link-invalid')
  })
})

describe('a password is refused', () => {
  test('with its strength, one reason and one tip, and the link lives on', async () => {
    const { token, code } = await askAndRead()
    const refused = await complete(token, code, 'Password1!')
    expect(refused).toMatchObject({
      status: 422,
      body: {
        code: 'password-not-accepted',
        errors: [{ pointer: '/newPassword' }],
        strength: { score: expect.any(Number), label: expect.any(String) },
      },
    })
    expect((await complete(token, code)).status).toBe(200)
  })

  test('when it is the current one', async () => {
    const { token, code } = await askAndRead({ password: newPassword })
    expect((await complete(token, code)).body).toMatchObject({
      code: 'password-not-accepted',
      reason: 'same-as-current',
    })
  })

  test('only after a right code', async () => {
    const { token, code } = await askAndRead()
    const wrong = code === '000000' ? '111111' : '000000'
    expect((await complete(token, wrong, 'x')).body.code).toBe('reset-code-wrong')
  })
})

describe('who gets a mail', () => {
  test.each([
    ['a deactivated user', { status: 'deactivated' }, 'user-deactivated'],
    ['a user whose name is no address', { username: 'front-desk' }, 'no-address'],
  ] as const)('%s', async (_who, given, reason) => {
    const user = await createUser(service.deps, given)
    await ask(user.username)
    expect(await service.mailsTo(user.username)).toHaveLength(0)
    expect(await service.deps.db.message.findFirst({ where: { userId: user.id } })).toMatchObject({
      status: 'not-sent',
      reason,
    })
  })

  test('staff get it at the username, never at "email to"', async () => {
    const user = await createUser(service.deps, { emailTo: 'elsewhere@northwind.example' })
    await ask(user.username)
    expect(await service.mailsTo(user.username)).toHaveLength(1)
    expect(await service.mailsTo('elsewhere@northwind.example')).toHaveLength(0)
  })

  test('an unknown name that is an address leaves a row; any other leaves nothing', async () => {
    await ask('nobody.here@northwind.example')
    await ask('nobody-at-all')
    const rows = await service.deps.db.message.findMany({ where: { userId: null } })
    expect(rows).toMatchObject([
      { to: 'nobody.here@northwind.example', status: 'not-sent', reason: 'no-such-user' },
    ])
    expect(service.logged.join()).not.toContain('nobody-at-all')
  })

  test('a hundred wrong codes stop self-service until a reset is started', async () => {
    const { user } = await askAndRead()
    await service.deps.db.user.update({ where: { id: user.id }, data: { wrongCodes: 100 } })
    service.clock.advance(2 * hour)
    await ask(user.username)
    expect(
      await service.deps.db.message.findFirst({
        where: { userId: user.id, reason: 'too-many-wrong-codes' },
      }),
    ).not.toBeNull()
  })
})

describe('"This wasn\'t me"', () => {
  const disown = (token: string) => service.send('POST', '/password-resets/disown', { token })
  const inspect = (token: string) =>
    service.send('POST', '/password-resets/disown/inspect', { token })

  test('a look at the link says what it is about, and changes nothing', async () => {
    const mail = await askAndRead()
    for (const token of [mail.disown, mail.token]) {
      expect(await inspect(token)).toMatchObject({ status: 200, body: { about: 'reset' } })
    }
    expect((await complete(mail.token, mail.code)).status).toBe(200)
    await service.runJobs()
    const { disown: ofNotice } = await readMail(mail.user.username)
    expect((await inspect(ofNotice)).body).toEqual({ about: 'password-changed' })
    expect((await inspect(mail.disown)).body).toEqual({ about: 'reset' })
    expect((await inspect(mail.token)).body.code).toBe('reset-link-invalid')
    expect((await signIn(mail.user.username, newPassword)).status).toBe(201)
  })

  test("stops a living reset, by the link in the mail or by the reset's own", async () => {
    for (const which of ['disown', 'token'] as const) {
      const mail = await askAndRead()
      expect(await disown(mail[which])).toMatchObject({ status: 200, body: { outcome: 'stopped' } })
      expect((await complete(mail.token, mail.code)).body.code).toBe('reset-link-invalid')
      expect((await signIn(mail.user.username, 'correct horse battery')).status).toBe(201)
      service.clock.advance(2 * hour)
    }
  })

  test('blocks the password that the reset set, ends its sessions, and tells it again the same', async () => {
    const { user, token, code, disown: notMe } = await askAndRead()
    await complete(token, code)
    const signedIn = await signIn(user.username, newPassword)
    expect((await disown(notMe)).body).toEqual({ outcome: 'blocked' })
    expect((await disown(notMe)).body).toEqual({ outcome: 'blocked' })
    expect((await signIn(user.username, newPassword)).status).toBe(401)
    expect(
      (await service.send('GET', '/sessions/current', undefined, signedIn.cookies)).status,
    ).toBe(401)
    expect(await service.deps.db.disown.count({ where: { userId: user.id } })).toBe(1)
  })

  test('is recorded only, when the password has been changed since', async () => {
    const { user, token, code, disown: notMe } = await askAndRead()
    await complete(token, code)
    await service.runJobs()
    service.clock.advance(2 * hour)
    await ask(user.username)
    const again = await readMail(user.username)
    await complete(again.token, again.code, `${newPassword}-again`)
    expect((await disown(notMe)).body).toEqual({ outcome: 'recorded' })
    expect((await signIn(user.username, `${newPassword}-again`)).status).toBe(201)
  })

  test('works from "your password was changed", for thirty days', async () => {
    const { user, token, code } = await askAndRead()
    await complete(token, code)
    await service.runJobs()
    const { disown: notMe } = await readMail(user.username)
    service.clock.advance(31 * 24 * hour)
    expect((await disown(notMe)).body.code).toBe('reset-link-invalid')
    service.clock.advance(-2 * 24 * hour)
    expect((await disown(notMe)).body).toEqual({ outcome: 'blocked' })
  })
})

test('a mail is the same for a name typed in another case, and goes to the stored address', async () => {
  const user = await createUser(service.deps, { username: 'Ada.Stored@Northwind.example' })
  await ask('  ADA.stored@northwind.EXAMPLE ')
  const [mail] = await service.mailsTo(user.username)
  expect(mail?.to).toBe('Ada.Stored@Northwind.example')
})

test('a saved reset ends every session', async () => {
  const { user, token, code } = await askAndRead()
  const before = await signIn(user.username, 'correct horse battery')
  expect(before.status).toBe(201)
  await complete(token, code)
  expect((await service.send('GET', '/sessions/current', undefined, before.cookies)).status).toBe(
    401,
  )
})
