import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { buildPages } from '../src/start/build-pages.ts'
import { askForAll } from '../testing/ask-and-read.ts'
import { findFreePort } from '../testing/free-port.ts'
import { requireDatabaseUrl } from '../testing/kill-after-asks.ts'
import { openMailSink, type SinkStep, type SunkMail } from '../testing/mail-sink.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { createRandom } from '../testing/seeded-random.ts'
import { startService, workerPidOf } from '../testing/service-process.ts'
import { soakSeed, soakTimes } from '../testing/soak-seed.ts'

beforeAll(() => buildPages())

const troubles: readonly SinkStep[] = [
  { do: 'accept' },
  { do: 'answer', code: 451, words: '4.7.1 Greylisted, try again', at: 'rcpt' },
  { do: 'answer', code: 452, words: '4.2.2 Mailbox full', at: 'data' },
  { do: 'drop' },
  { do: 'hang' },
]

/**
 * Mails of a mail server that is down, then up and down in its moods, over a worker that is killed.
 */
test('a mail server that puts off, drops, hangs and is away gets every mail, the same each time', async () => {
  const random = createRandom(soakSeed)
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-soak-'))
  const port = await findFreePort()
  const smtp = { MAIL_TRANSPORT: 'smtp', SMTP_URL: `smtp://127.0.0.1:${port}` }
  const server = await startService({ DATA_DIR: dataDir, ...smtp })
  onTestFinished(async () => {
    await server.stop()
    await removeEmbeddedDatabase(dataDir)
  })
  const firstWorker = await workerPidOf(server)
  const usernames = await createManyUsers(await requireDatabaseUrl(dataDir), soakTimes(100))
  const { accepted } = await askForAll(server.url, usernames)
  expect(accepted).toHaveLength(usernames.length)

  // Nobody listens yet: each mail is put off at least once.
  for (const n of usernames.keys()) await server.prints('"status":"delayed"', n + 1)
  const sink = await openMailSink({ port })
  onTestFinished(() => sink.close())
  sink.script(
    ...usernames.map(
      () => troubles[Math.floor(random() * troubles.length)] ?? { do: 'drop' as const },
    ),
  )
  await sink.waitForMail(accepted[0] ?? '')
  process.kill(firstWorker, 'SIGKILL')
  await Promise.all(accepted.map((username) => sink.waitForMail(username)))

  const byRecipient = Map.groupBy(sink.mails, ({ envelopeTo }) => envelopeTo.join())
  for (const [to, mails] of byRecipient) {
    expect(mails.length, to).toBeLessThanOrEqual(2)
    expect(new Set(mails.map(secretsOf)).size, to).toBe(1)
  }
})

const secretsOf = ({ messageId, text = '' }: SunkMail) =>
  [messageId, /\/reset#([\w.-]+)/.exec(text)?.[1], /^\s*(\d{6})\s*$/m.exec(text)?.[1]].join()
