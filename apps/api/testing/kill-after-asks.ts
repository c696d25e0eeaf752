import { setTimeout as delay } from 'node:timers/promises'
import { findEmbeddedDatabase } from '@rekey/embedded-database/open-embedded-database'
import { expect } from 'vitest'
import { askForAll, expectOneStoryEach, waitForMails } from './ask-and-read.ts'
import { createManyUsers } from './many-users.ts'
import { startService, workerPidOf } from './service-process.ts'

type Kill = {
  readonly asks: number
  /** From the first 202 to the kill, in milliseconds, so that the kill may interrupt any step. */
  readonly afterMs: number
  readonly which: 'both' | 'worker' | 'server'
}

/**
 * Requests many resets at once, and kills the server, its worker or both (-9). After a restart,
 * each accepted request must lead to its mail, once or as an identical copy.
 */
export async function killAfterAsks(dataDir: string, { asks, afterMs, which }: Kill) {
  const first = await startService({ DATA_DIR: dataDir })
  const workerPid = await workerPidOf(first)
  const usernames = await createManyUsers(await requireDatabaseUrl(dataDir), asks)
  const killing: Promise<void>[] = []
  const kill = async () => {
    await delay(afterMs)
    if (which !== 'worker') first.kill('SIGKILL')
    if (which !== 'server') process.kill(workerPid, 'SIGKILL')
  }
  const { accepted, otherStatuses } = await askForAll(first.url, usernames, {
    onAccepted: () => {
      if (killing.length === 0) killing.push(kill())
    },
  })
  await Promise.all(killing)
  expect(otherStatuses).toEqual([])
  if (which !== 'worker') await first.ended

  const second = which === 'worker' ? first : await startService({ DATA_DIR: dataDir })
  try {
    const databaseUrl = await requireDatabaseUrl(dataDir)
    expectOneStoryEach(await waitForMails({ dataDir, databaseUrl }, accepted))
    expect(await second.stop()).toEqual({ code: 0, signal: null })
  } finally {
    second.kill('SIGKILL')
  }
  return accepted.length
}

export async function requireDatabaseUrl(dataDir: string): Promise<string> {
  const url = await findEmbeddedDatabase(dataDir)
  if (!url) throw new Error('No embedded database runs')
  return url
}
