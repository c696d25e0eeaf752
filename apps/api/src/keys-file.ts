import { randomBytes } from 'node:crypto'
import { chmod, chown, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, parseSecretKeys } from './config.ts'
import type { ServerKey } from './lib/keyring.ts'
import { StartError } from './lib/start-error.ts'

/** The first signs, each verifies what names it. */
export type ServerKeys = readonly [ServerKey, ...ServerKey[]]

type KeysConfig = Pick<Config, 'secretKeys' | 'dataDir'>

/** Holds what SECRET_KEYS would hold, a key a line, for its owner's eyes alone. */
export const keysFilePath = (dataDir: string) => join(dataDir, 'keys')

/** The keys of SECRET_KEYS, else those of DATA_DIR. @throws Error when there are none */
export async function readKeys(config: KeysConfig): Promise<ServerKeys> {
  const keys = config.secretKeys ?? (await findKeysFile(config.dataDir))
  if (keys) return keys
  throw new StartError(
    `There are no keys in ${keysFilePath(config.dataDir)}. Start the server first.`,
  )
}

/**
 * As `readKeys`, but makes the file where there is none; of several that do so at once, one wins.
 */
export async function readOrCreateKeys(config: KeysConfig): Promise<ServerKeys> {
  if (config.secretKeys) return config.secretKeys
  const found = await findKeysFile(config.dataDir)
  if (found) return found
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 })
  const draft = await writeDraft(config.dataDir, [createKey()])
  try {
    await link(draft, keysFilePath(config.dataDir))
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  return readKeys(config)
}

/** Puts a new key in front of the generated ones. Effective when a process starts the next time. */
export async function rotateKeysFile(dataDir: string): Promise<ServerKeys> {
  const keys = withNewKey(await readKeys({ secretKeys: null, dataDir }))
  await rename(await writeDraft(dataDir, keys), keysFilePath(dataDir))
  return keys
}

export const withNewKey = (keys: ServerKeys): ServerKeys => [createKey(), ...keys]

/** As SECRET_KEYS is written. */
export const formatKeys = (keys: ServerKeys, separator = ',') =>
  keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}`).join(separator)

/** An id starts with its day, so the operator sees which key is old. The rest makes it unique. */
function createKey(): ServerKey {
  const today = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  return { id: `k${today}-${randomBytes(3).toString('hex')}`, secret: randomBytes(32) }
}

async function findKeysFile(dataDir: string): Promise<ServerKeys | null> {
  const path = keysFilePath(dataDir)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return null
    throw error
  })
  if (text === null) return null
  const keys = parseSecretKeys(text.trim())
  if (!keys)
    throw new StartError(`${path} is damaged. Restore a copy, because no link works without it.`)
  return keys
}

async function writeDraft(dataDir: string, keys: ServerKeys): Promise<string> {
  const draft = `${keysFilePath(dataDir)}.${process.pid}-${randomBytes(4).toString('hex')}`
  await writeFile(draft, `${formatKeys(keys, '\n')}\n`, { mode: 0o600, flush: true })
  await chmod(draft, 0o600)
  await giveToOwner(draft, dataDir)
  return draft
}

/** If root runs a command, the server, which runs as another user, must still read the file. */
async function giveToOwner(path: string, dataDir: string): Promise<void> {
  const { uid, gid } = await stat(dataDir)
  if (process.getuid?.() === 0) await chown(path, uid, gid)
}

const isCode = (error: unknown, code: string) =>
  error instanceof Error && 'code' in error && error.code === code
