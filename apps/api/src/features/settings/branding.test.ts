import { coloursPath } from '@rekey/contracts/accent-palette'
import { defaultSettings } from '@rekey/contracts/settings'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { type Cookies, createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { hour, second } from '../../lib/clock.ts'

/** The smallest PNG that shows something: one transparent pixel. */
const pixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let service: TestApp
let cookies: Cookies

beforeAll(async () => {
  service = await createTestApp()
  cookies = (await signInWith(service, ['settings.write'])).cookies
})
afterAll(async () => service.close())

const put = async (change: object) => {
  const answer = await service.send('PUT', '/settings', { ...defaultSettings, ...change }, cookies)
  service.clock.advance(second)
  return answer
}
const readSite = async () => (await service.app.inject('/api/v1/site')).json()

test('the logo is served under a name of its content, and only while it is the logo', async () => {
  expect(await put({ logo: pixel })).toMatchObject({ status: 200, body: { logo: pixel } })
  const { logo } = await readSite()
  const served = await service.app.inject(logo)
  expect(served.headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect(served.rawPayload.toString('base64')).toBe(pixel)
  const other = await service.app.inject('/branding/logo-0000.png')
  expect(other.headers['cache-control']).toBe('no-store')
  await put({ logo: null })
  expect((await readSite()).logo).toBeNull()
  expect((await service.app.inject(logo)).statusCode).toBe(404)
})

test('an accent colour becomes a style sheet, and a colour that isn’t one is not found', async () => {
  await put({ accentColour: '#F6A800' })
  const { accentColour } = await readSite()
  expect(accentColour).toBe('#F6A800')
  const sheet = await service.app.inject(coloursPath(accentColour))
  expect(sheet.headers['cache-control']).toContain('immutable')
  const older = await service.app.inject('/branding/colours-0-f6a800.css')
  expect(older.headers['cache-control']).toBe('no-store')
  expect(sheet.body).toContain('--band:#f6a800')
  expect(sheet.body).toContain('prefers-color-scheme:dark')
  for (const path of ['colours-1-xyz.css', 'colours-1-f6a800.css.map', '..%2f..%2fetc%2fpasswd']) {
    expect((await service.app.inject(`/branding/${path}`)).statusCode, path).toBe(404)
  }
})

test.each([
  ['logo', { logo: Buffer.from('<svg onload="alert(1)"/>').toString('base64') }],
  ['accentColour', { accentColour: 'red;}body{display:none' }],
  ['accentColour', { accentColour: '#fff' }],
])('a wrong %s is refused by its name', async (name, change) => {
  const { status, body } = await put(change)
  expect([status, (body as { errors?: { pointer: string }[] }).errors?.[0]?.pointer]).toEqual([
    400,
    `/${name}`,
  ])
})

test('a document without them keeps both', async () => {
  await put({ logo: pixel, accentColour: '#123456' })
  const { logo: _, accentColour: __, ...older } = defaultSettings
  const kept = await service.send('PUT', '/settings', older, cookies)
  expect(kept.body).toMatchObject({ logo: pixel, accentColour: '#123456' })
})

test('mails have the logo and the colours, and the audit log has the logo’s digest', async () => {
  await put({ logo: null })
  await put({ logo: pixel, accentColour: '#7a1f5c' })
  const { logo } = await readSite()
  service.clock.advance(hour)
  const { username } = await createUser(service.deps)
  await service.openReset(username)
  await service.runJobs()
  const [mail] = await service.mailsTo(username)
  expect(mail?.html).toContain(`<img src="http://localhost:3000${logo}"`)
  expect(mail?.html).toContain('background:#7a1f5c')
  expect(mail?.html).not.toMatch(/(?:color|background):#0B5966/)
  expect(mail?.html).not.toContain('<!--logo-->')
  const event = await service.deps.db.auditEvent.findFirstOrThrow({
    where: { action: 'settings.changed' },
    orderBy: { id: 'desc' },
  })
  const words = JSON.stringify(event, (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  )
  expect(words).not.toContain(pixel)
  expect(words).toMatch(/"logo":"[0-9a-f]{64}"/)
})
