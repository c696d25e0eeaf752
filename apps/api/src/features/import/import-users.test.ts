import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createConnection } from '../../../testing/create-connection.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import { searchText } from '../../models/search-text.ts'
import { keepPasskey } from '../../models/second-factors.ts'
import { startReset } from '../../models/start-reset.ts'
import { usernameKey } from '../../models/username-key.ts'
import { type ImportCounts, importUsers } from './import-users.ts'
import type { ImportOptions } from './plan-import.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'

const bcryptHash = '$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i'
const otherBcryptHash = '$2b$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(() => deps.db.$executeRaw`TRUNCATE users, organizations CASCADE`)

/** As Windows' editor saves it. */
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

type Run = { counts: ImportCounts; faults: string[] }

async function run(
  text: string | Buffer | readonly Buffer[],
  given: Partial<ImportOptions> = {},
  unit: 'line' | 'item' = 'line',
): Promise<Run> {
  const options = { dryRun: false, invite: false, roles: false, replacePasswords: false, ...given }
  const faults: string[] = []
  const input = Readable.from(Array.isArray(text) ? text : [text], { objectMode: false })
  const source = { unit, records: unit === 'line' ? readCsv(input) : readJson(input) }
  const counts = await importUsers(deps, source, options, {
    fault: ({ line, fault }) => faults.push(`${line}: ${fault}`),
    progress: () => {},
  })
  return { counts, faults }
}

const find = (usernameKey: string) =>
  deps.db.user.findUnique({
    where: { usernameKey },
    include: { organization: true, role: true },
  })

const lastAudit = () => deps.db.auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })

describe('an import', () => {
  it('finds users by the names that an export has written with an apostrophe', async () => {
    await run('username,displayName,kind\n+46701234567,-Anna-,device\n')
    const stored = { username: '+46701234567', displayName: '-Anna-' }
    expect(await find('+46701234567')).toMatchObject(stored)
    const again = "username,displayName,kind\n'+46701234567,'-Anna-,device\n'till,'t Hart,device\n"
    expect((await run(again)).counts).toMatchObject({ created: 1, unchanged: 1, refused: 0 })
    expect(await find('+46701234567')).toMatchObject(stored)
    expect(await find("'till")).toMatchObject({ displayName: "'t Hart" })
  })

  it('makes users of every kind, with the default role of the kind', async () => {
    const { counts, faults } = await run(
      'username,displayName,kind,emailTo,organization,status\n' +
        'Nora@Northwind.example,Nora Quist,staff,,,\n' +
        'van 12,Van 12,device,,,active\n' +
        'shop,"Baker, ""The""",contact,shop@fjord.example,Fjord Foods,deactivated\n' +
        'mem@ber.example,,member,,Fjord Foods,\n',
    )
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ rows: 4, created: 4, refused: 0 })
    expect(await find('nora@northwind.example')).toMatchObject({
      username: 'Nora@Northwind.example',
      role: { id: builtInRoles.registered },
      status: 'active',
    })
    expect(await find('van 12')).toMatchObject({ role: { id: builtInRoles.deviceUser } })
    expect(await find('shop')).toMatchObject({
      displayName: 'Baker, "The"',
      organization: { name: 'Fjord Foods' },
      status: 'deactivated',
    })
    expect(await find('mem@ber.example')).toMatchObject({ displayName: 'mem@ber.example' })
  })

  it('sends users of a domain that requires its provider there, with no password and no mail', async () => {
    const { id } = await createConnection(deps, { domains: ['required.example'] })
    await deps.db.ssoConnection.update({ where: { id }, data: { required: true } })
    const { counts } = await run(
      `username,kind,passwordHash\none@required.example,member,"${bcryptHash}"\n` +
        'two@REQUIRED.example,member,\nthree@other.example,member,\n',
      { invite: true },
    )
    expect(counts).toMatchObject({ created: 3, refused: 0 })
    const there = { signInMethod: 'sso', passwordHash: null, requiredConnectionId: id }
    expect(await find('one@required.example')).toMatchObject(there)
    expect(await find('two@required.example')).toMatchObject(there)
    expect(await find('three@other.example')).toMatchObject({ signInMethod: 'password' })
    const invited = await deps.db.reset.findMany({ include: { user: true } })
    expect(invited.map(({ user }) => user?.username)).toEqual(['three@other.example'])
  })

  it('refuses each faulty row with line and reason, and takes the rest', async () => {
    const { counts, faults } = await run(
      'username,kind,role,status,emailTo,passwordHash\n' +
        'good@a.example,staff,,,,\n' +
        ',staff,,,,\n' +
        'no-kind,,,,,\n' +
        'robot,robot,,,,\n' +
        'boss,staff,Boss,,,\n' +
        'gone,staff,,gone,,\n' +
        'mail,staff,,,nowhere,\n' +
        'hash,staff,,,,$2b$05$damaged\n' +
        'dear,staff,,,,$2b$31$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO\n' +
        ' GOOD@a.example ,member,,,,\n' +
        'short,staff\n' +
        'bell\u0007,staff,,,,\n' +
        'also-good,member,,,,\n',
    )
    expect(faults.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))).toEqual([
      '3: username is empty',
      '4: kind is empty, but a new user needs one',
      '5: kind "robot" is not one of staff, device, contact, member',
      '6: role "Boss" is unknown',
      '7: status "gone" is neither active nor deactivated',
      '8: emailTo "nowhere" is not an e-mail address',
      '9: passwordHash is damaged',
      '10: passwordHash takes far over 500 ms to check',
      '11: username "GOOD@a.example" is already in line 2',
      '12: has 2 cells where the header has 6',
      '13: username contains control characters',
    ])
    expect(counts).toMatchObject({ rows: 13, created: 2, refused: 11 })
  })

  it('stores no mark that nobody sees', async () => {
    const { counts, faults } = await run(
      'username,displayName,kind,emailTo\n' +
        'widow.one@acme.example\u200b,Zero width space at the end,staff,\n' +
        '\u202awidow.two@acme.example\u202c,\u202aEmbedding marks around\u202c,\u200estaff,\n' +
        '\u200ewidow.three@acme.example,\u200b,contact,shop@acme.example\u200b\n' +
        '\u200b,Nobody,staff,\n',
    )
    expect(faults).toEqual(['5: username is empty'])
    expect(counts).toMatchObject({ created: 3, refused: 1 })
    expect(await find('widow.one@acme.example')).toMatchObject({
      username: 'widow.one@acme.example',
    })
    expect(await find('widow.two@acme.example')).toMatchObject({
      username: 'widow.two@acme.example',
      displayName: 'Embedding marks around',
    })
    expect(await find('widow.three@acme.example')).toMatchObject({
      displayName: 'widow.three@acme.example',
      emailTo: 'shop@acme.example',
    })
  })

  it('makes one account for one mailbox, whichever way its domain is spelled', async () => {
    const { faults } = await run(
      'username,displayName,kind\n' +
        'max@müller.example,Same mailbox,staff\n' +
        'max@xn--mller-kva.example,Same mailbox,staff\n',
    )
    expect(faults).toEqual(['3: username "max@xn--mller-kva.example" is already in line 2'])
    const later = await run('username,displayName\nmax@xn--mller-kva.example,Max\n')
    expect(later.counts).toMatchObject({ changed: 1 })
    expect(await deps.db.user.count()).toBe(1)
  })

  it('finds two rows of one name however far apart they stand', async () => {
    const rows = Array.from({ length: 4_500 }, (_, index) => `user${index}@a.example,member\n`)
    const { counts, faults } = await run(`username,kind\n${rows.join('')}User7@A.example,member\n`)
    expect(faults).toEqual(['4502: username "User7@A.example" is already in line 9'])
    expect(counts).toMatchObject({ rows: 4_501, created: 4_500 })
  })

  it('leaves what has no column and clears what has an empty cell', async () => {
    await run('username,kind,emailTo,organization,displayName\na,contact,a@a.example,Acme,Ann\n')
    await run('username,displayName\na,Anna\n')
    expect(await find('a')).toMatchObject({ displayName: 'Anna', emailTo: 'a@a.example' })
    await run('username,emailTo,organization\na,,\n')
    expect(await find('a')).toMatchObject({
      displayName: 'Anna',
      emailTo: null,
      organization: null,
    })
  })

  it('changes nothing the second time', async () => {
    const file = `username,kind,passwordHash\na@a.example,staff,${bcryptHash}\n`
    await run(file)
    const before = await find('a@a.example')
    expect((await run(file)).counts).toMatchObject({ created: 0, changed: 0, unchanged: 1 })
    expect(await find('a@a.example')).toEqual(before)
  })

  it('changes roles of existing users only with --roles', async () => {
    await run('username,kind\na,staff\n')
    const file = 'username,role\na,Moderator\n'
    await run(file)
    expect(await find('a')).toMatchObject({ role: { name: 'Registered' } })
    await run(file, { roles: true })
    expect(await find('a')).toMatchObject({ role: { name: 'Moderator' } })
  })

  it('never takes the last administrator away', async () => {
    await run('username,kind,role\nboss,staff,Administrator\nother,staff,\n')
    const { faults, counts } = await run('username,status\nboss,deactivated\nother,deactivated\n')
    expect(faults).toEqual([
      '2: is the last administrator, so the account stays active and keeps the role',
    ])
    expect(counts).toMatchObject({ changed: 1, refused: 1 })
  })

  it('writes nothing in a dry run, and reports the same', async () => {
    const file = `username,kind,organization,passwordHash\na,staff,Acme,${bcryptHash}\nb,robot,,\n`
    const audits = await deps.db.auditEvent.count()
    const dry = await run(file, { dryRun: true })
    expect(await deps.db.user.count()).toBe(0)
    expect(await deps.db.organization.count()).toBe(0)
    expect(await deps.db.auditEvent.count()).toBe(audits)
    expect(await run(file)).toEqual(dry)
  })

  it('leaves one audit event a run, without names', async () => {
    const audits = await deps.db.auditEvent.count()
    await run('username,kind\na,staff\nb,staff\nc,robot\n')
    expect(await deps.db.auditEvent.count()).toBe(audits + 1)
    expect(await lastAudit()).toMatchObject({
      action: 'users.imported',
      details: { rows: 3, created: 2, refused: 1, outcome: 'completed' },
    })
  })

  it('tells in the audit log of a run that broke off', async () => {
    const broken = run('[{"username":"a","kind":"staff"},{"user', {}, 'item')
    await expect(broken).rejects.toThrow('not a JSON array')
    expect(await lastAudit()).toMatchObject({ details: { outcome: 'broken-off' } })
  })

  it('takes JSON: an absent field leaves, null and an empty string clear', async () => {
    const users = [
      { username: 'a', kind: 'staff', displayName: 'Ann' },
      { username: 'b', kind: 7 },
      'c',
      { username: 'd', kind: 'staff', shoeSize: '43' },
    ]
    const { counts, faults } = await run(JSON.stringify(users), {}, 'item')
    expect(counts).toMatchObject({ rows: 4, created: 1 })
    expect(faults).toEqual([
      '2: kind is not text',
      '3: is not an object',
      '4: has unknown fields: shoeSize',
    ])
    await run(JSON.stringify([{ username: 'a', displayName: null }]), {}, 'item')
    expect(await find('a')).toMatchObject({ displayName: 'a', kind: 'staff' })
  })

  it.each([
    ['username,shoeSize\na,43\n', 'Unknown columns: "shoeSize"'],
    ['kind\nstaff\n', 'The column username is missing. Add it.'],
    ['username,USER_NAME\na,a\n', 'The column username appears twice. Remove one.'],
    ['usrname;kind\na;staff\n', 'Unknown columns: "usrname" (did you mean username?)'],
    ['username,,kind\na,,staff\n', 'Unknown columns: one without a name'],
    [utf16('username,kind\na,staff\n'), 'The file is in UTF-16. Save it as UTF-8'],
    [Buffer.from('username,kind\na,staff\n', 'utf16le'), 'The file is in UTF-16. Save it as UTF-8'],
    [Buffer.from('PK\x03\x04\x14\0'), 'The file is a spreadsheet. Save it as CSV in UTF-8'],
    ['sep=;', 'The file is empty'],
    [',,\n,,\n', 'The file is empty'],
    ['', 'The file is empty'],
  ])('says what is wrong with a whole file: %j', async (file, reason) => {
    await expect(run(file)).rejects.toThrow(reason)
  })

  it('reads a file with a byte order mark, CRLF and cells of several lines', async () => {
    const { counts, faults } = await run(
      '\uFEFFusername,kind,displayName\r\na,staff,Ann\r\nb,robot,Bob\r\n',
    )
    expect(counts).toMatchObject({ created: 1 })
    expect(faults).toEqual(['3: kind "robot" is not one of staff, device, contact, member'])
  })

  it('refuses a record that is no CSV, and goes on behind it', async () => {
    const { counts, faults } = await run('username,kind\na,staff\nb"x"c,staff\nd,staff\n')
    expect(counts).toMatchObject({ created: 2, refused: 1 })
    expect(faults).toEqual(['3: is not valid CSV: it has a misplaced quote'])
  })

  it('tells from where on it could not read, when a quote never closes', async () => {
    const { counts, faults } = await run('username,kind\na,staff\n"b,staff\nd,staff\n')
    expect(counts).toMatchObject({ created: 1, refused: 1 })
    expect(faults[0]).toMatch(/^3: has a quote that never closes/)
    const endless = run(`username,kind\na,staff\n"${'b\n'.repeat(70_000)}`)
    await expect(endless).rejects.toThrow('Line 3: a record is over 64 KiB')
  })

  it('leaves kind and status, which have no empty state, at an empty cell', async () => {
    await run('username,kind,status\na,device,deactivated\n')
    expect((await run('username,kind,status\na,,\n')).counts).toMatchObject({ unchanged: 1 })
    expect(await find('a')).toMatchObject({ kind: 'device', status: 'deactivated' })
  })

  it('says of a Windows-1252 file what to do, and takes the rows that are plain', async () => {
    const file = 'username;displayName;kind\r\na;Ann;staff\r\nb;Zw\xf6lf;staff\r\nZ\xfc;;staff\r\n'
    const { counts, faults } = await run(Buffer.from(file, 'latin1'))
    const remedy =
      "contains characters that aren't valid UTF-8. Save the file as UTF-8 and import it again."
    expect(faults).toEqual([`3: displayName ${remedy}`, `4: username ${remedy}`])
    expect(counts).toMatchObject({ created: 1, refused: 2 })
  })
})

describe('a file as spreadsheets and editors write it', () => {
  const users = [
    ['username', 'displayName', 'kind'],
    ['one@acme.example', 'Öne', 'staff'],
    ['two@acme.example', 'Two', 'staff'],
  ]
  const lines = (separator: string, end: string) =>
    users.map((cells) => cells.join(separator) + end).join('')

  it.each([
    ['semicolons', lines(';', '\r\n')],
    ['tabs', lines('\t', '\n')],
    ['vertical bars', lines('|', '\n')],
    ['a line that names the separator', `sep=;\r\n${lines(';', '\r\n')}`],
    ['such a line behind a byte order mark', `\uFEFF"sep=\t"\n${lines('\t', '\n')}`],
    ['such a line with separators behind it', `SEP=;;;\n${lines(';', '\n')}`],
    ['lone carriage returns', lines(',', '\r')],
    ['CRLF after the header alone', lines(',', '\n').replace('\n', '\r\n')],
    ['LF after the header alone', lines(',', '\r\n').replace('\r\n', '\n')],
    ['no line end at the end', lines(',', '\n').trimEnd()],
    ['blank lines before, between and behind', `\r\n\n${lines(',', '\r\n\r\n')}\n\n`],
    ['separators at the end of each line', lines(';', ';;\n')],
    ['a header in capitals', lines(',', '\n').replace(/^.*/, (header) => header.toUpperCase())],
    ['a header with blanks', lines(',', '\n').replace(/^.*/, ' User name , Display name,\tKind ')],
    ['a header with underscores', lines(';', '\n').replace(/^.*/, 'user_name;display_name;kind')],
    ['a header in quotes', lines(';', '\n').replace(/^.*/, '"username";"displayName";"kind"')],
    [
      'a byte order mark before quotes',
      `\uFEFF"username";"kind";displayName\r\n"one@acme.example";staff;Öne\r\ntwo;staff;"Two"\r\n`,
    ],
    ['everything in quotes', lines('";"', '"\r\n"').replace(/^/, '"').slice(0, -1)],
    ['a zero-width space in the header', lines(',', '\n').replace('kind', '\u200bkind')],
  ])('is taken with %s', async (_, file) => {
    const { counts, faults } = await run(file)
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ rows: 2, created: 2 })
    expect(await find('one@acme.example')).toMatchObject({ displayName: 'Öne', kind: 'staff' })
  })

  it('is taken with its columns in any order', async () => {
    await run('kind;username\nstaff;a\n')
    expect(await find('a')).toMatchObject({ kind: 'staff' })
  })

  it('may have rows whose cells were emptied', async () => {
    const { counts, faults } = await run(
      'username,displayName,kind\r\none,One,staff\r\n,,\r\n , \u200b,\r\ntwo,Two,staff\r\n,,\r\n,robot,\r\n',
    )
    expect(faults).toEqual(['7: username is empty'])
    expect(counts).toMatchObject({ rows: 3, created: 2 })
  })

  it('may hold the other separators in its cells', async () => {
    await run('username;displayName;kind\na;Doe, Jane | x;staff\n"b;c";"Tab\there";staff\n')
    expect(await find('a')).toMatchObject({ displayName: 'Doe, Jane | x' })
    expect(await find('b;c')).toBeNull()
    await run('username,displayName,kind\na,"Doe; Jane",staff\n')
    expect(await find('a')).toMatchObject({ displayName: 'Doe; Jane' })
  })

  it.each(['\n', '\r\n', '\r'])(
    'has its faults named by the line that an editor shows: %j',
    async (end) => {
      const rows = [
        'sep=,',
        '',
        'username,displayName,kind',
        '"one","A name',
        'of three',
        'lines",staff',
        '',
        ',,',
        'two,Two,robot',
        'thr"e"e,x,staff',
        'four,Four',
      ]
      const { faults } = await run(rows.join(end))
      expect(faults.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))).toEqual([
        '4: displayName contains control characters',
        '9: kind "robot" is not one of staff, device, contact, member',
        '10: is not valid CSV: it has a misplaced quote',
        '11: has 2 cells where the header has 3',
      ])
    },
  )

  it('may come in pieces of any size', async () => {
    const file = Buffer.from(`\uFEFFsep=;\r\n${lines(';', '\r\n')}`)
    const pieces = Array.from(file, (_, at) => file.subarray(at, at + 1))
    const { counts, faults } = await run(pieces)
    expect(faults).toEqual([])
    expect(counts).toMatchObject({ created: 2 })
  })
})

describe('an imported hash', () => {
  it('is kept with its scheme, whose cost is measured', async () => {
    await run(`username,kind,passwordHash\na,staff,${bcryptHash}\n`)
    expect(await find('a')).toMatchObject({
      passwordHash: bcryptHash,
      foreignScheme: 'bcrypt-4',
      passwordId: null,
    })
    const scheme = await deps.db.hashScheme.findUniqueOrThrow({ where: { label: 'bcrypt-4' } })
    expect(scheme.milliseconds).toBeGreaterThan(0)
  })

  it('of our own parameters is not foreign', async () => {
    const hash = await deps.hasher.hash('a password')
    await run(`username,kind,passwordHash\na,staff,"${hash}"\n`)
    expect(await find('a')).toMatchObject({ passwordHash: hash, foreignScheme: null })
  })

  it('gives way to a newer one until a password was set here', async () => {
    await run(`username,kind,passwordHash\na,staff,${bcryptHash}\n`)
    await run(`username,passwordHash\na,${otherBcryptHash}\n`)
    expect(await find('a')).toMatchObject({ foreignScheme: 'bcrypt-5' })
  })

  it('counts for nothing once a password was set here, or blocked', async () => {
    const set = await createUser({ username: 'set' })
    await createUser({ username: 'blocked', passwordHash: bcryptHash })
    await deps.db.user.update({
      where: { usernameKey: 'blocked' },
      data: { passwordBlockedAt: new Date(), passwordId: null },
    })
    await run(`username,passwordHash\nset,${otherBcryptHash}\nblocked,${otherBcryptHash}\n`)
    expect(await find('set')).toMatchObject({ passwordHash: set.passwordHash })
    expect(await find('blocked')).toMatchObject({ passwordHash: bcryptHash })
  })

  it('that a sign-in has re-hashed stays, and its sessions too', async () => {
    await run(`username,kind,passwordHash\na,staff,${bcryptHash}\n`)
    const { id } = await deps.db.user.update({
      where: { usernameKey: 'a' },
      data: { passwordHash: await deps.hasher.hash('x'.repeat(72)), foreignScheme: null },
    })
    await addSession(id)
    const { counts } = await run(`username,passwordHash\na,${bcryptHash}\n`)
    expect(counts).toMatchObject({ unchanged: 1 })
    expect(await deps.db.session.count()).toBe(1)
  })

  it('replaces a set password with --replace-passwords, ends sessions and is audited', async () => {
    const user = await createUser({ username: 'set@a.example' })
    await addSession(user.id)
    const { counts } = await run(`username,passwordHash\nset@a.example,${bcryptHash}\n`, {
      replacePasswords: true,
    })
    expect(counts.passwordsReplaced).toBe(1)
    const after = await find('set@a.example')
    expect(after).toMatchObject({ passwordHash: bcryptHash, foreignScheme: 'bcrypt-4' })
    expect(after?.passwordId).not.toBe(user.passwordId)
    expect(await deps.db.session.count()).toBe(0)
    expect(await lastAudit()).toMatchObject({ details: { passwordsReplaced: 1 } })
  })
})

describe('a change by import', () => {
  it.each([
    // A full-width letter: the same name, but to mail servers another address.
    ['form of the name', 'username\n\uFF4Dove@a.example\n'],
    ['kind', 'username,kind\nmove@a.example,member\n'],
    ['status', 'username,status\nmove@a.example,deactivated\n'],
  ])('of the %s ends resets, sessions and unsent mails', async (_, file) => {
    const user = await createUser({ username: 'move@a.example' })
    await addSession(user.id)
    await deps.db.$transaction((tx) =>
      startReset(tx, deps, asResetUser(user), { lane: lanes.first }),
    )
    await run(file)
    expect(await deps.db.message.findMany()).toMatchObject([
      { status: 'not-sent', reason: 'cancelled' },
    ])
    expect(await deps.db.session.count()).toBe(0)
    expect(await deps.db.reset.findMany({ where: { userId: user.id, endedAt: null } })).toEqual([])
  })

  it.each([
    ['of the address clears that it was confirmed', 'other@b.example', false],
    ['of anything else leaves it confirmed', 'same@b.example', true],
  ])('%s', async (_, emailTo, isKept) => {
    const addressConfirmedAt = new Date('2026-01-02T03:04:05Z')
    const user = await createUser({ username: 'shop' })
    const data = { kind: 'contact', emailTo: 'same@b.example', addressConfirmedAt } as const
    await deps.db.user.update({ where: { id: user.id }, data })
    await run(`username,displayName,emailTo\nshop,New Name,${emailTo}\n`)
    expect(await find('shop')).toMatchObject({
      displayName: 'New Name',
      emailTo,
      addressConfirmedAt: isKept ? addressConfirmedAt : null,
    })
  })

  it('of a confirmed address tells the old and the new one, and recovery addresses', async () => {
    const at = deps.clock.now()
    for (const [username, addressConfirmedAt] of [
      ['read', at],
      ['guessed', null],
    ] as const) {
      const { id } = await createUser({ username })
      const data = {
        kind: 'contact',
        emailTo: `${username}@b.example`,
        addressConfirmedAt,
      } as const
      await deps.db.user.update({ where: { id }, data })
      await deps.db.recoveryAddress.create({
        data: {
          userId: id,
          address: `${username}@home.example`,
          createdAt: at,
          confirmedAt: at,
          countsFrom: at,
        },
      })
    }
    const text = 'username,emailTo\nread,new@b.example\nguessed,newer@b.example\n'
    await run(text, { dryRun: true })
    expect(await deps.db.message.count()).toBe(0)
    await run(text)
    const mails = await deps.db.message.findMany({ orderBy: { to: 'asc' } })
    expect(mails).toMatchObject([
      { to: 'new@b.example', template: 'address-changed', lane: lanes.bulk, isCopy: false },
      { to: 'read@b.example', isCopy: true },
      { to: 'read@home.example', isCopy: true },
    ])
    expect(mails).toHaveLength(3)
    expect(await deps.db.recoveryAddress.count()).toBe(0)
  })

  it('of capitals alone ends nothing, and tells nobody', async () => {
    const at = deps.clock.now()
    const { id } = await createUser({ username: 'Nora@A.example' })
    await deps.db.user.update({ where: { id }, data: { addressConfirmedAt: at } })
    await addSession(id)
    const address = { userId: id, address: 'nora@home.example', createdAt: at }
    await deps.db.recoveryAddress.create({ data: { ...address, confirmedAt: at, countsFrom: at } })
    const { counts } = await run('username\nnora@a.example\n')
    expect(counts).toMatchObject({ changed: 1 })
    expect(await find('nora@a.example')).toMatchObject({
      username: 'nora@a.example',
      addressConfirmedAt: at,
    })
    expect(await deps.db.session.count()).toBe(1)
    expect(await deps.db.recoveryAddress.count()).toBe(1)
    expect(await deps.db.message.count()).toBe(0)
  })

  it('of the display name ends nothing', async () => {
    const user = await createUser({ username: 'stay@a.example' })
    await addSession(user.id)
    await run('username,displayName,emailTo\nstay@a.example,New Name,other@a.example\n')
    expect(await deps.db.session.count()).toBe(1)
  })
})

describe('--invite', () => {
  it('mails link and code to users who have an address and no password', async () => {
    const file =
      'username,kind,emailTo,status,passwordHash\n' +
      'invited@a.example,staff,,,\n' +
      `has-password@a.example,staff,,,${bcryptHash}\n` +
      'no address,staff,,,\n' +
      'off@a.example,staff,,deactivated,\n' +
      'shop,contact,shop@a.example,,\n'
    await run(file)
    expect(await deps.db.message.count()).toBe(0)
    const { counts, faults } = await run(file, { invite: true })
    expect(faults).toEqual([])
    expect(counts.invited).toBe(2)
    const messages = await deps.db.message.findMany({ orderBy: { to: 'asc' } })
    expect(messages).toMatchObject([
      { to: 'invited@a.example', template: 'create-password', lane: 0 },
      { to: 'shop@a.example', template: 'create-password', lane: 0 },
    ])
  })
})

describe('a user with a passkey in place of a password', () => {
  it('gets neither the old password back nor an invitation', async () => {
    const file = `username,kind,passwordHash\nada@a.example,staff,${bcryptHash}\n`
    await run(file)
    const { id } = await deps.db.user.findFirstOrThrow({ where: { usernameKey: 'ada@a.example' } })
    // As a reset leaves it that ends in a passkey.
    const replaced = { passwordHash: null, foreignScheme: null, passwordId: randomUUID() }
    await deps.db.user.update({ where: { id }, data: replaced })
    const passkey = { userId: id, name: 'Laptop', verifiesUser: true, counter: 0n, transports: [] }
    const credential = { credentialId: randomUUID(), publicKey: new Uint8Array(1) }
    await deps.db.$transaction((tx) => keepPasskey(tx, { ...passkey, ...credential }, new Date()))
    const { counts } = await run(file, { invite: true })
    expect(counts.invited).toBe(0)
    expect(await find('ada@a.example')).toMatchObject({ passwordHash: null })
  })
})

describe('a user who signs in at a provider', () => {
  const signsInElsewhere = (id: string, data: object) =>
    deps.db.user.update({ where: { id }, data: { signInMethod: 'sso', ...data } })

  it('gets no password by import, and no invitation to create one', async () => {
    const { id } = await createUser({ username: 'okta@a.example' })
    await signsInElsewhere(id, { passwordHash: null, passwordId: null })
    const { counts } = await run(`username,passwordHash\nokta@a.example,${bcryptHash}\n`, {
      replacePasswords: true,
      invite: true,
    })
    expect(counts).toMatchObject({ unchanged: 1, invited: 0, passwordsReplaced: 0 })
    expect(await find('okta@a.example')).toMatchObject({ passwordHash: null })
  })

  it('loses the console password with the role that opens the console', async () => {
    const { id } = await createUser({ username: 'okta@a.example' })
    await signsInElsewhere(id, { roleId: builtInRoles.moderator })
    await run('username,displayName\nokta@a.example,Jo\n')
    expect(await find('okta@a.example')).toMatchObject({ passwordHash: 'set here' })
    await run('username,role\nokta@a.example,Registered\n', { roles: true })
    expect(await find('okta@a.example')).toMatchObject({ passwordHash: null, passwordId: null })
  })
})

type NewUser = { username: string; passwordHash?: string }

/** A staff user whose password was set here. */
const createUser = ({ username, passwordHash = 'set here' }: NewUser) =>
  deps.db.user.create({
    data: {
      username,
      usernameKey: usernameKey(username),
      displayName: 'Jane Doe',
      searchText: searchText({
        username,
        displayName: 'Jane Doe',
        emailTo: null,
        organization: null,
      }),
      kind: 'staff',
      roleId: builtInRoles.registered,
      passwordHash,
      passwordId: randomUUID(),
    },
  })

const asResetUser = (user: Awaited<ReturnType<typeof createUser>>) => ({
  ...user,
  kind: 'staff' as const,
})

const addSession = (userId: string) =>
  deps.db.session.create({
    data: {
      userId,
      secretHash: Buffer.from(userId),
      client: 'browser',
      createdAt: deps.clock.now(),
      lastSeenAt: deps.clock.now(),
      expiresAt: new Date(deps.clock.now().getTime() + 3_600_000),
    },
  })
