import { setTimeout as delay } from 'node:timers/promises'
import { clusterFolder, findDatabaseRecord } from '@rekey/embedded-database/database-record'
import { findPostmaster } from '@rekey/embedded-database/postmaster'
import { openJobs } from '../src/jobs/jobs.ts'
import { systemClock } from '../src/lib/clock.ts'
import { connections } from '../src/mail/smtp.ts'
import { askOf } from '../testing/ask-of.ts'
import { createManyUsers, queryDatabase } from '../testing/many-users.ts'
import { startService } from '../testing/service-process.ts'
import { rateOfBareMails } from './bare-mails.ts'
import { type BenchSite, openBenchSite } from './bench-site.ts'
import { atLeast, atMost, type Figure, perSecond } from './figures.ts'
import { type MailServer, openMailServer } from './mail-server.ts'
import { cpuSecondsOf } from './process-times.ts'
import { inRounds, median } from './rounds.ts'

const asks = 5_000
const rounds = 3

/**
 * From stored asks of known users to a real mail server: mails a second, against nodemailer alone,
 * and the CPU time that each mail takes. The users are new in each round.
 */
export async function benchAsksToMails(): Promise<Figure[]> {
  const site = await openBenchSite()
  const mailServer = await openMailServer()
  const cpu: CpuMs[] = []
  const arms = {
    bare: () => rateOfBareMails(mailServer.url, asks, connections.ordinary),
    ours: async () => {
      await storeAsks(site)
      const { rate, ...cpuMs } = await sendAll(site, mailServer)
      cpu.push(cpuMs)
      return rate
    },
  }
  const { rates, ratios } = await inRounds(arms, rounds)
  mailServer.close()
  await site.close()
  const detail = `${perSecond(rates.ours)} against ${perSecond(rates.bare)}`
  const cpuOf = (which: keyof CpuMs) => median(cpu.map((each) => each[which]))
  return [
    atLeast('asks to mails, end to end, against bare nodemailer', ratios.ours, 0.5, detail),
    atMost('CPU of the worker for a mail', cpuOf('worker'), 1.5, 'ms'),
    atMost('CPU of PostgreSQL for a mail', cpuOf('database'), 1, 'ms'),
  ]
}

type CpuMs = { readonly worker: number; readonly database: number }

async function storeAsks({ databaseUrl }: BenchSite) {
  const usernames = await createManyUsers(databaseUrl, asks, 'not a hash that anybody checks')
  const jobs = await openJobs(databaseUrl, { isWorker: false, onError: console.error })
  const clock = systemClock
  await Promise.all(usernames.map((username) => jobs.ask(askOf({ clock }, username), username)))
  await jobs.stop()
}

/** Counts from the moment when the worker takes jobs until no job is left. */
async function sendAll({ dataDir, databaseUrl }: BenchSite, { url, receive }: MailServer) {
  const allArrived = receive(asks)
  const mail = { MAIL_TRANSPORT: 'smtp', SMTP_URL: url }
  const worker = await startService(
    { DATA_DIR: dataDir, WORKER: 'only', LOG_LEVEL: 'info', ...mail },
    'worker',
  )
  const postmaster = await postmasterOf(dataDir)
  const usage = async () => ({
    worker: await cpuSecondsOf(worker.pid),
    database: await cpuSecondsOf(postmaster),
  })
  const before = await usage()
  const startedAt = performance.now()
  await allArrived
  const seconds = (performance.now() - startedAt) / 1_000
  await noJobIsLeft(databaseUrl)
  const after = await usage()
  await worker.stop()
  const each = (which: keyof CpuMs) => ((after[which] - before[which]) * 1_000) / asks
  return { rate: asks / seconds, worker: each('worker'), database: each('database') }
}

/** Resolves when all requests are worked on and all mails are sent. */
export async function noJobIsLeft(databaseUrl: string): Promise<void> {
  const open = `SELECT 1 FROM pgboss.job WHERE name IN ('open-reset', 'send-message') LIMIT 1`
  while ((await queryDatabase(databaseUrl, open)).length > 0) await delay(100)
}

async function postmasterOf(dataDir: string): Promise<number> {
  const record = await findDatabaseRecord(dataDir)
  const postmaster = record && (await findPostmaster(clusterFolder(record)))
  if (!postmaster) throw new Error('PostgreSQL does not run')
  return postmaster.pid
}
