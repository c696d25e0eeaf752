import { clusterFolder, findDatabaseRecord } from '@rekey/embedded-database/database-record'
import { findPostmaster } from '@rekey/embedded-database/postmaster'
import { connections } from '../src/mail/smtp.ts'
import { createManyUsers } from '../testing/many-users.ts'
import { startService } from '../testing/service-process.ts'
import { noJobIsLeft, storeAsks } from './backlog.ts'
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
  await using site = await openBenchSite()
  using mailServer = await openMailServer()
  const cpu: CpuMs[] = []
  const arms = {
    bare: () => rateOfBareMails(mailServer.url, asks, connections.ordinary),
    ours: async () => {
      const users = await createManyUsers(site.databaseUrl, asks, 'not a hash that anybody checks')
      await storeAsks(site.databaseUrl, users)
      const { rate, ...cpuMs } = await sendAll(site, mailServer)
      cpu.push(cpuMs)
      return rate
    },
  }
  const { rates, ratios } = await inRounds(arms, rounds)
  const detail = `${perSecond(rates.ours)} against ${perSecond(rates.bare)}`
  const cpuOf = (which: keyof CpuMs) => median(cpu.map((each) => each[which]))
  return [
    atLeast('asks to mails, end to end, against bare nodemailer', ratios.ours, 0.5, detail),
    atMost('CPU of the worker for a mail', cpuOf('worker'), 1.5, 'ms'),
    atMost('CPU of PostgreSQL for a mail', cpuOf('database'), 1, 'ms'),
  ]
}

type CpuMs = { readonly worker: number; readonly database: number }

/** Counts from the moment when the worker takes jobs until no job is left. */
async function sendAll({ dataDir, databaseUrl }: BenchSite, { url, receive }: MailServer) {
  const allArrived = receive(asks)
  const mail = { MAIL_TRANSPORT: 'smtp', SMTP_URL: url }
  await using worker = await startService(
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
  const each = (which: keyof CpuMs) => ((after[which] - before[which]) * 1_000) / asks
  return { rate: asks / seconds, worker: each('worker'), database: each('database') }
}

async function postmasterOf(dataDir: string): Promise<number> {
  const record = await findDatabaseRecord(dataDir)
  const postmaster = record && (await findPostmaster(clusterFolder(record)))
  if (!postmaster) throw new Error('PostgreSQL does not run')
  return postmaster.pid
}
