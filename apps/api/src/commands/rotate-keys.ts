import { readConfig } from '../config.ts'
import {
  formatKeys,
  keysFilePath,
  rotateKeysFile,
  type ServerKeys,
  withNewKey,
} from '../keys-file.ts'

/**
 * `rekey keys rotate`: puts a new key in front of the generated ones, or prints what SECRET_KEYS
 * should be. Old keys stay until what names them is over: `doctor` counts.
 */
export async function rotateKeys(): Promise<void> {
  const { secretKeys, dataDir } = readConfig()
  if (secretKeys) return printNextKeys(secretKeys)
  const [newest] = await rotateKeysFile(dataDir)
  console.log(`${keysFilePath(dataDir)} now starts with the new key ${newest.id}.`)
  console.log('The new key signs after the next start. What the old keys signed stays valid.')
  console.log(
    'After that start, run `rekey keys reseal` to encrypt stored secrets with the new key.',
  )
}

/** Every instance must know a key before one of them signs with it. */
function printNextKeys(keys: ServerKeys): void {
  const [created, ...old] = withNewKey(keys)
  const [first, ...rest] = old
  if (!first) return
  console.log('1. Set this and restart all instances, so that each one knows the new key:')
  console.log(`SECRET_KEYS=${formatKeys([first, ...rest, created])}`)
  console.log('2. Then set this and restart all instances, so that the new key signs:')
  console.log(`SECRET_KEYS=${formatKeys([created, ...old])}`)
  console.log('3. Run `rekey keys reseal` to encrypt stored secrets with the new key.')
  console.log('4. Remove an old key when `rekey doctor` shows that no rows use it.')
}
