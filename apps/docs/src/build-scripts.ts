import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

const source = (name: string) => fileURLToPath(new URL(`browser/${name}.ts`, import.meta.url))

/**
 * The scripts that make pages more comfortable, as files of our own origin. `start.js` runs before
 * the first paint. It loads `docs.js`, which loads the search when somebody needs it.
 */
export async function buildScripts(folder: string): Promise<void> {
  const output = {
    dir: folder,
    minify: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
  } as const
  await build({ input: { docs: source('docs') }, output, logLevel: 'warn' })
  await build({
    input: { start: source('start') },
    external: ['./docs.js'],
    output,
    logLevel: 'warn',
  })
}
