import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildPages } from '../src/start/build-pages.ts'
import { atMost, type Figure } from './figures.ts'

const dist = fileURLToPath(new URL('../../web/dist/', import.meta.url))

/** What `/sign-in` and `/reset` load before anything is typed: their shell names it all. */
export async function benchPageSizes(): Promise<Figure[]> {
  await buildPages()
  const shell = await readFile(`${dist}index.html`, 'utf8')
  const paths = (kind: string) =>
    [...shell.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)]
      .map(([, path = '']) => path)
      .filter((path) => path.endsWith(kind))
  const kilobytes = async (kind: string) => {
    const files = await Promise.all(paths(kind).map((path) => readFile(`${dist}${path}`)))
    return files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0) / 1_000
  }
  const styles = `and ${(await kilobytes('.css')).toFixed(1)} kB of styles`
  return [atMost('JS for /sign-in and /reset, gzip', await kilobytes('.js'), 100, 'kB', styles)]
}
