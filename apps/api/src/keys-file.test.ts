import { chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseSecretKeys } from './config.ts'
import {
  formatKeys,
  keysFilePath,
  readKeys,
  readOrCreateKeys,
  rotateKeysFile,
  withNewKey,
} from './keys-file.ts'

let dataDir: string
const config = () => ({ secretKeys: null, dataDir })

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rekey-keys-'))
})

afterEach(() => rm(dataDir, { recursive: true, force: true }))

describe('the generated keys', () => {
  it('are made once, even when several processes start together', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => readOrCreateKeys(config())))
    expect(new Set(all.map((keys) => formatKeys(keys)))).toHaveProperty('size', 1)
    expect(all[0]?.[0].secret).toHaveLength(32)
  })

  it('are for the eyes of their owner alone', async () => {
    await readOrCreateKeys(config())
    expect((await stat(keysFilePath(dataDir))).mode & 0o777).toBe(0o600)
  })

  it('are not made by who only reads them', async () => {
    await expect(readKeys(config())).rejects.toThrow('There are no keys')
  })

  it('give way to SECRET_KEYS', async () => {
    const secretKeys = parseSecretKeys(`own:${Buffer.alloc(32, 1).toString('base64')}`)
    expect(await readOrCreateKeys({ secretKeys, dataDir })).toBe(secretKeys)
  })

  it('are never replaced when the file is damaged', async () => {
    await writeFile(keysFilePath(dataDir), 'half a k')
    await expect(readOrCreateKeys(config())).rejects.toThrow('is damaged')
  })

  it('turn: a new key signs, the old ones still verify', async () => {
    const old = await readOrCreateKeys(config())
    const turned = await rotateKeysFile(dataDir)
    expect(turned[0].id).not.toBe(old[0].id)
    expect(turned.slice(1)).toEqual(old)
    expect(await readKeys(config())).toEqual(turned)
    expect((await stat(keysFilePath(dataDir))).mode & 0o777).toBe(0o600)
  })

  it('belong to the owner of DATA_DIR, also if root turns them', async () => {
    const isRoot = process.getuid?.() === 0
    const { uid, gid } = isRoot ? { uid: 65_534, gid: 65_534 } : await stat(dataDir)
    await chown(dataDir, uid, gid)
    await readOrCreateKeys(config())
    expect(await stat(keysFilePath(dataDir))).toMatchObject({ uid, gid })
    await rotateKeysFile(dataDir)
    expect(await stat(keysFilePath(dataDir))).toMatchObject({ uid, gid })
  })

  it('are written as SECRET_KEYS reads them', async () => {
    const keys = withNewKey(await readOrCreateKeys(config()))
    expect(parseSecretKeys(formatKeys(keys))).toEqual(keys)
  })
})
