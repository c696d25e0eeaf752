import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createCluster, homeFor } from '@rekey/embedded-database/create-cluster'
import { clusterFolder, databaseUrl } from '@rekey/embedded-database/database-record'
import { requirePostgresBinaries } from '@rekey/embedded-database/postgres-binaries'
import {
  findPostmaster,
  startPostmaster,
  stopPostmaster,
} from '@rekey/embedded-database/postmaster'
import { vi } from 'vitest'
import { copyCluster } from './copy-cluster.ts'
import { findFreePort } from './free-port.ts'
import { queryDatabase } from './many-users.ts'
import { openTcpLine } from './tcp-line.ts'

const run = promisify(execFile)

/** Little WAL, so that it fits on a small disk. A standby looks for its primary often. */
const settings = [
  'max_wal_size=64MB',
  'min_wal_size=32MB',
  'wal_keep_size=64MB',
  'synchronous_commit=on',
  'wal_retrieve_retry_interval=500ms',
]

type Site = { readonly home: string; readonly port: number; readonly url: string }

const patience = { timeout: 120_000, interval: 100 }

/**
 * A primary and a standby that streams from it, and an address that leads to the primary. A commit
 * is only acknowledged when the standby has it, as long as there is a standby.
 * @param homes two folders that may be on disks of their own
 */
export async function openReplicatedDatabase(homes: readonly [string, string]) {
  const dataDir = await mkdtemp(join(tmpdir(), 'rekey-replicated-'))
  const { home, password } = await createCluster(
    await homeFor(dataDir),
    await requirePostgresBinaries(),
  )
  await run('cp', ['-a', `${home}/.`, homes[0]])
  await rm(home, { recursive: true })
  const siteAt = async (folder: string): Promise<Site> => {
    const port = await findFreePort()
    return { home: folder, port, url: databaseUrl({ home: folder, port, password }) }
  }
  const logPath = ({ home: folder }: Site) => join(dataDir, `${homes.indexOf(folder)}.log`)
  let primary = await siteAt(homes[0])
  let standby = await siteAt(homes[1])
  await start(primary, logPath(primary))
  const line = await openTcpLine(primary.url)
  await follow(primary, standby, password, logPath(standby))

  return {
    /** Leads to the primary. */
    url: line.url,
    get primaryHome() {
      return primary.home
    },
    /** As an operator does it: calls end, and then the server. */
    async restart() {
      await stopPostmaster(clusterFolder(primary))
      await start(primary, logPath(primary))
    },
    /** As after `kill -9` of everything. */
    async crash() {
      await killPostmaster(primary)
      await start(primary, logPath(primary))
    },
    /** Does nothing if it runs. */
    async keepRunning() {
      if (!(await findPostmaster(clusterFolder(primary)))) await start(primary, logPath(primary))
      await vi.waitFor(() => queryDatabase(primary.url, 'SELECT 1'), patience)
    },
    /**
     * The primary dies, the standby takes its place and its address. Then it gets a new standby.
     */
    async failOver() {
      const old = primary
      await killPostmaster(old)
      await setSynchronous(standby.url, null)
      await queryDatabase(standby.url, 'SELECT pg_promote(true, 60)')
      primary = standby
      line.leadTo(primary.url)
      standby = await siteAt(old.home)
      await follow(primary, standby, password, logPath(standby))
    },
    async close() {
      line.close()
      for (const site of [standby, primary]) await stopPostmaster(clusterFolder(site))
      await rm(dataDir, { recursive: true })
    },
  }
}

/** Tries again, because backends of a killed server may still be on their way out. */
async function start({ home, port }: Site, logPath: string): Promise<void> {
  const { postgres } = await requirePostgresBinaries()
  const options = { home, logPath, settings: [`port=${port}`, ...settings] }
  await vi.waitFor(() => startPostmaster(postgres, options), patience)
}

async function killPostmaster(site: Site): Promise<void> {
  const running = await findPostmaster(clusterFolder(site))
  if (running) process.kill(running.pid, 'SIGKILL')
  await vi.waitFor(async () => {
    if (await findPostmaster(clusterFolder(site))) throw new Error('It still runs')
  }, patience)
}

/** Starts a standby as a copy of the primary, and waits until it counts. */
async function follow(primary: Site, standby: Site, password: string, logPath: string) {
  await copyCluster(primary, standby.home)
  const leader = `host=127.0.0.1 port=${primary.port} user=rekey password=${password}`
  const cluster = clusterFolder(standby)
  await appendFile(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${leader}'\n`)
  await writeFile(join(cluster, 'standby.signal'), '')
  await start(standby, logPath)
  await setSynchronous(primary.url, '*')
  await vi.waitFor(async () => {
    const sql = "SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = 'sync'"
    if ((await queryDatabase(primary.url, sql)).length !== 1) throw new Error('No standby follows')
  }, patience)
}

/** @param names null: commits wait for no standby */
async function setSynchronous(url: string, names: string | null): Promise<void> {
  const value = names === null ? 'DEFAULT' : `'${names}'`
  await queryDatabase(url, `ALTER SYSTEM SET synchronous_standby_names = ${value}`)
  await queryDatabase(url, 'SELECT pg_reload_conf()')
}
