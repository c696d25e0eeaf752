import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedDemo } from '../../../../prisma/seed.ts'
import { createManyPeople } from '../../testing/many-people.ts'
import { createManyUsers } from '../../testing/many-users.ts'
import { signInWith } from '../../testing/sign-in-with.ts'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'
import { createAdmin } from '../commands/create-admin.ts'
import { importUsers } from '../features/import/import-users.ts'
import { readCsv } from '../features/import/read-csv.ts'
import { nameText, searchText, searchWords, typedAddress } from './search-text.ts'

let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

describe('the search text', () => {
  it('holds each field on a line of its own, in lower case and one form', () => {
    const names = { username: ' Jané@X.example ', displayName: 'ＪＡＮＥ Ｄoe' }
    const user = { ...names, emailTo: null, organization: null }
    expect(searchText(user)).toBe('jané@x.example jane@x.example\njane doe\n')
    expect(searchText({ ...user, emailTo: 'Orders@x.example' })).toBe(
      'jané@x.example jane@x.example orders@x.example\njane doe\n',
    )
  })

  it('meets words typed in either case and form, none of which spans two lines', () => {
    expect(searchWords('  JANÉ\n\tＤoe ')).toEqual(['jané', 'doe'])
    expect(searchWords(' \n ')).toEqual([])
  })

  it('meets names and addresses as mail programs copy them', () => {
    expect(searchWords('"Doe, Jane" <jane@x.example>;')).toEqual(['doe', 'jane', 'jane@x.example'])
    expect(searchWords('mailto:jane@x.example')).toEqual(['jane@x.example'])
    // Nothing else was typed, so this must not find everybody.
    expect(searchWords(' , ')).toEqual([','])
  })

  it('gives an address with its letters as typed, or else the typed text', () => {
    expect(typedAddress(' "Doe, Jane" <Jane@X.example>; ')).toBe('Jane@X.example')
    expect(typedAddress('mailto:Jane@X.example')).toBe('Jane@X.example')
    expect(typedAddress(' Doe, Jane ')).toBe('Doe, Jane')
    expect(typedAddress('a@x.example b@x.example')).toBe('a@x.example b@x.example')
    expect(typedAddress(' \u200b ')).toBe('')
  })

  it('is written by everybody who writes users', async () => {
    const { deps, databaseUrl } = service
    await seedDemo(deps)
    await createAdmin({ ...deps, databaseUrl }, 'Boss@northwind.example')
    // Before names with accents: it writes search texts in SQL, for names without.
    await createManyPeople(databaseUrl, 30)
    await importFile('kim,Kim Ö,contact,Fjord\nOLE,,member,\n')
    await importFile('kim,KIM Å,contact,Fjørd\n')
    await createUser(deps, { displayName: 'Émile', organization: 'Ünion' })
    await createManyUsers(databaseUrl, 3)
    await useRest()
    const users = await deps.db.user.findMany({ include: { organization: true } })
    expect(users.length).toBeGreaterThan(40)
    for (const { searchText: stored, organization, ...user } of users) {
      expect(stored).toBe(searchText({ ...user, organization: organization?.name ?? null }))
    }
    const named = ['Fjord', 'Fjørd', 'Harbour Deli']
    for (const { name, searchText: stored } of await deps.db.organization.findMany({
      where: { name: { in: named } },
    })) {
      expect(stored).toBe(nameText(name))
    }
  })

  async function importFile(rows: string) {
    const records = readCsv(Readable.from([`username,displayName,kind,organization\n${rows}`]))
    const options = { dryRun: false, invite: false, roles: false, replacePasswords: false }
    await importUsers(
      { ...service.deps, databaseUrl: service.databaseUrl },
      { unit: 'line', records },
      options,
      {
        fault: ({ fault }) => expect.fail(fault),
        progress: () => {},
      },
    )
  }

  async function useRest() {
    const { cookies } = await signInWith(service, ['users.write', 'users.read'])
    const body = { username: 'Ann@northwind.example', displayName: 'Ann', kind: 'contact' }
    const made = await service.send('POST', '/users', body, cookies)
    expect(made.status).toBe(201)
    const { id } = made.body as unknown as { id: string }
    const { id: organizationId } = await service.deps.db.organization.findFirstOrThrow()
    const change = { displayName: 'ANNA', organizationId }
    const answer = await service.app.inject({
      method: 'PATCH',
      url: `/api/v1/users/${id}`,
      payload: change,
      cookies,
      headers: { origin: service.deps.config.publicUrl },
    })
    expect(answer.statusCode).toBe(200)
  }
})
