import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type SmallDisk = {
  /** A folder on it that only its owner can enter. */
  readonly folder: string
  /** Takes all the room that is left. */
  fill(): Promise<void>
  free(): Promise<void>
  close(): void
}

/** A disk of a fixed size in memory. @throws without the right to mount one */
export function mountSmallDisk(megabytes: number): SmallDisk {
  const mount = mkdtempSync(join(tmpdir(), 'rekey-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'rekey-disk', mount])
  const folder = join(mount, 'home')
  mkdirSync(folder, { mode: 0o700 })
  const filler = join(mount, 'filler')
  return {
    folder,
    async fill() {
      const file = await open(filler, 'a')
      const block = Buffer.alloc(256 * 1024)
      try {
        while (statfsSync(mount).bavail > 0) await file.write(block)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
      } finally {
        await file.close()
      }
    },
    free: () => rm(filler, { force: true }),
    close() {
      execFileSync('umount', [mount])
      rmSync(mount, { recursive: true })
    },
  }
}
