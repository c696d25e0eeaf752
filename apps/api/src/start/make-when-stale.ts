import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { waitForProcessLock } from '@rekey/embedded-database/process-lock'

const root = join(import.meta.dirname, '../../../..')

/** Something made from files by a program. Paths are relative to the root of the repository. */
export type Product = {
  /** In messages, and the stamp's file name: `web app`. */
  name: string
  /** Files and folders it is made from. */
  sources: string[]
  /** A file that is there when it was made. */
  result: string
  /** A program's JavaScript file, and its arguments. */
  program: [path: string, ...args: string[]]
  folder: string
  /** Where the fingerprint of what it was made from is kept. */
  stamps?: string
}

const stampFolder = join(root, 'node_modules/.cache/rekey')
const foldersBesideSources = new Set(['node_modules', 'dist', 'generated'])

/**
 * Makes it if any source changed since it was last made here, else takes milliseconds and writes
 * nothing. Two that ask at once make it once. Throws with the program's output when that fails. The
 * folder that `pnpm build` makes holds the results without the programs, and nothing is made there.
 */
export async function makeWhenStale(product: Product): Promise<void> {
  if (await isBuilt(product)) return
  if (await isFresh(product)) return
  const stamp = stampOf(product)
  await mkdir(dirname(stamp), { recursive: true })
  const lock = await waitForProcessLock(`${stamp}.lock`, 'exclusive')
  try {
    if (await isFresh(product)) return
    await make(product)
  } finally {
    lock.release()
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(resolve(root, path)).then(
    () => true,
    () => false,
  )

async function isBuilt({ result, program: [program] }: Product): Promise<boolean> {
  return (await isThere(result)) && !(await isThere(program))
}

async function isFresh(product: Product): Promise<boolean> {
  const stamp = readFile(stampOf(product), 'utf8').catch(() => null)
  return (await isThere(product.result)) && (await stamp) === (await fingerprint(product))
}

async function make(product: Product): Promise<void> {
  const startedAt = performance.now()
  // Taken before: a source that changes meanwhile makes it stale again.
  const madeFrom = await fingerprint(product)
  const [path, ...args] = product.program
  await run(product, resolve(root, path), args)
  await writeFile(stampOf(product), madeFrom)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`Made the ${product.name} in ${seconds} s.\n`)
}

async function run(product: Product, script: string, args: string[]): Promise<void> {
  const cwd = resolve(root, product.folder)
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((done, fail) => {
    child.once('error', fail)
    child.once('close', done)
  })
  const [said, complained, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ])
  if (code !== 0) throw new Error(`The ${product.name} can't be made.\n${said}${complained}`)
}

function stampOf({ name, stamps = stampFolder }: Product): string {
  return join(stamps, `${name.replaceAll(' ', '-')}.sha256`)
}

/** Of the sources' names and contents, and of the program: a changed command is a change too. */
async function fingerprint({ sources, program }: Product): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(program))
  for (const source of sources) {
    for (const file of await filesIn(resolve(root, source))) {
      hash.update(`\0${relative(root, file)}\0`).update(await readFile(file))
    }
  }
  return hash.digest('hex')
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null)
  if (!entries) return [path]
  const kept = entries.filter(({ name }) => !foldersBesideSources.has(name))
  const nested = await Promise.all(kept.map(({ name }) => filesIn(join(path, name))))
  return nested.flat().sort()
}
