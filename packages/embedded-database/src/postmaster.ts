import { execFile, spawn } from 'node:child_process'
import { open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { clusterFolder } from './database-record.ts'
import { EmbeddedDatabaseError } from './embedded-database-error.ts'
import { ownerAccount } from './os-account.ts'

type Postmaster = { pid: number; port: number; isReady: boolean }

/** Says why in the server's own words. */
export class PostmasterDidNotStart extends EmbeddedDatabaseError {
  /** The port was taken, or a killed server's backends had not ended: worth another try. */
  readonly isPassing: boolean
  constructor(log: string) {
    const lastLines = log.trim().split('\n').slice(-5).join(' / ')
    super(`PostgreSQL did not start; it said: ${lastLines}`)
    this.isPassing = /could not bind|could not create any TCP|shared memory block/.test(log)
  }
}

const pollMilliseconds = 10
const startPatienceMilliseconds = 60_000
const fastStopPatienceMilliseconds = 30_000
const immediateStopPatienceMilliseconds = 10_000

/**
 * Loopback only, no socket file. Messages are terse and without statements, because details of an
 * error quote rows, and rows hold addresses.
 */
const fixedSettings = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_error_verbosity=terse',
  'log_min_error_statement=panic',
]

/**
 * The server of this cluster, from its `postmaster.pid`, or null. A file left over from a crash
 * doesn't count, not even when its process id now belongs to another program.
 */
export async function findPostmaster(cluster: string): Promise<Postmaster | null> {
  const file = await readFile(pidFile(cluster), 'utf8').catch(() => '')
  // The lines' order is fixed by PostgreSQL (src/include/utils/pidfile.h).
  const [pid, , , port, , , , status] = file.split('\n')
  if (!pid || !(await isPostmasterOf(Number(pid), cluster))) return null
  return { pid: Number(pid), port: Number(port), isReady: status?.trim() === 'ready' }
}

/**
 * Starts a server that outlives us if we are killed, and in a process group of its own, so that
 * Ctrl+C in the terminal reaches us alone and we can drain before it goes. Throws with its log.
 */
export async function startPostmaster(
  postgres: string,
  { home, logPath, settings }: { home: string; logPath: string; settings: string[] },
): Promise<void> {
  const cluster = clusterFolder({ home })
  const account = await ownerAccount(home)
  await disownPidFile(cluster)
  const log = await open(logPath, 'w', 0o600)
  const flags = [...fixedSettings, ...settings].flatMap((each) => ['-c', each])
  const child = spawn(postgres, ['-D', cluster, ...flags], {
    ...account,
    cwd: cluster,
    detached: true,
    env: { LC_ALL: 'C' },
    stdio: ['ignore', log.fd, log.fd],
  })
  const hasEnded = new Promise<true>((resolve) => {
    child.once('error', () => resolve(true))
    child.once('exit', () => resolve(true))
  })
  child.unref()
  await log.close()

  const isUp = await pollUntil(startPatienceMilliseconds, hasEnded, async () => {
    return (await findPostmaster(cluster))?.isReady ?? false
  })
  if (!isUp) throw new PostmasterDidNotStart(await readFile(logPath, 'utf8'))
}

/** Fast shutdown, awaited; after half a minute an immediate one. Nothing runs: nothing to do. */
export async function stopPostmaster(cluster: string): Promise<void> {
  const running = await findPostmaster(cluster)
  if (!running) return
  const isGone = async () => !(await isPostmasterOf(running.pid, cluster))
  process.kill(running.pid, 'SIGINT')
  if (await pollUntil(fastStopPatienceMilliseconds, never, isGone)) return
  process.kill(running.pid, 'SIGQUIT')
  if (await pollUntil(immediateStopPatienceMilliseconds, never, isGone)) return
  throw new EmbeddedDatabaseError(`PostgreSQL (process ${running.pid}) doesn't stop.`)
}

const never = new Promise<true>(() => undefined)

async function pollUntil(
  patienceMilliseconds: number,
  giveUp: Promise<true>,
  isDone: () => Promise<boolean>,
): Promise<boolean> {
  const deadline = Date.now() + patienceMilliseconds
  while (!(await isDone())) {
    const gaveUp = await Promise.race([giveUp, wait(pollMilliseconds, false)])
    if (gaveUp || Date.now() > deadline) return false
  }
  return true
}

const pidFile = (cluster: string) => join(cluster, 'postmaster.pid')

/**
 * PostgreSQL takes any living process id in the file for a server, though it may be a zombie or, as
 * in a container that was restarted, another program. Its parent's id it overlooks: ours is written
 * over such a one. The rest of the file stays, because it leads PostgreSQL to backends that still
 * hold the shared memory of a killed server. A living postgres is left for it to judge.
 */
async function disownPidFile(cluster: string): Promise<void> {
  const file = await readFile(pidFile(cluster), 'utf8').catch(() => null)
  if (file === null) return
  const [pid, ...others] = file.split('\n')
  if ((await commandLineOf(Number(pid))).includes('postgres')) return
  await writeFile(pidFile(cluster), [process.pid, ...others].join('\n'))
}

/** Its command line names the cluster. A zombie's is empty: it holds nothing any more. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  return (await commandLineOf(pid)).includes(cluster)
}

async function commandLineOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  }
  const ps = promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)])
  return ps.then(
    ({ stdout }) => stdout,
    () => '',
  )
}
