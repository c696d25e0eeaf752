import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Mail } from './mail.ts'
import { createMailboxMailer, openMailbox } from './mailbox.ts'

const mailTo = (to: string, subject = 'Subject'): Mail => ({
  id: '7c4f0c0e-8f0a-4d7c-9a53-4a3f8ba2a111',
  from: { name: 'Northwind accounts', address: 'no-reply@northwind.example' },
  to,
  replyTo: null,
  subject,
  text: 'Plain',
  html: '<p>Rich</p>',
  messageId: 'x@northwind.example',
  headers: { 'Content-Language': 'en' },
  eventToken: null,
})

describe('the mailbox', () => {
  let dataDir: string
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rekey-mailbox-'))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  test('shows what was delivered, newest first, to one address or to all', async () => {
    const mailer = createMailboxMailer(dataDir)
    const mailbox = openMailbox(dataDir)
    expect(await mailbox.list()).toEqual([])
    for (const to of ['a@x.example', 'b@x.example', 'A@x.example']) {
      expect(await mailer.deliver(mailTo(to))).toMatchObject({ status: 'accepted' })
    }
    const all = await mailbox.list()
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .sort()
        .reverse(),
    )
    expect((await mailbox.list({ to: 'a@X.example' })).map(({ to }) => to).sort()).toEqual([
      'A@x.example',
      'a@x.example',
    ])
    expect(all[0]?.headers).toMatchObject({
      'Message-ID': '<x@northwind.example>',
      'Content-Language': 'en',
    })
  })

  test('finds a mail by its id, and none by another id', async () => {
    await createMailboxMailer(dataDir).deliver(mailTo('a@x.example'))
    const mailbox = openMailbox(dataDir)
    const [message] = await mailbox.list()
    expect(await mailbox.find(message?.id ?? '')).toEqual(message)
    expect(await mailbox.find('00000000-0000-4000-8000-000000000000')).toBeNull()
    expect(await mailbox.find('../../etc/passwd')).toBeNull()
  })

  test('can be read only by its owner', async () => {
    await createMailboxMailer(dataDir).deliver(mailTo('a@x.example'))
    const folder = join(dataDir, 'mailbox')
    const [name = ''] = await readdir(folder)
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600)
  })

  test('keeps the newest 500', async () => {
    const mailer = createMailboxMailer(dataDir)
    await mkdir(join(dataDir, 'mailbox'))
    for (let index = 0; index < 505; index++) {
      const name = `${String(index).padStart(15, '0')}-00000000-0000-4000-8000-000000000000.json`
      await writeFile(join(dataDir, 'mailbox', name), '{}')
    }
    await mailer.deliver(mailTo('newest@x.example'))
    const all = await openMailbox(dataDir).list()
    expect(await readdir(join(dataDir, 'mailbox'))).toHaveLength(500)
    expect(all[0]).toMatchObject({ to: 'newest@x.example' })
  })

  test('that can not be written to causes a delay, not an error', async () => {
    await writeFile(join(dataDir, 'file'), '')
    expect(
      await createMailboxMailer(join(dataDir, 'file')).deliver(mailTo('a@x.example')),
    ).toMatchObject({
      status: 'delayed',
    })
  })
})
