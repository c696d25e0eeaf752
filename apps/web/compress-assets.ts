import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const packings = {
  br: promisify(brotliCompress),
  gz: (content: Buffer) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
}

/** Writes each script and stylesheet as `.br` and `.gz` beside itself: packed once, at the build. */
export function compressAssets(): Plugin {
  let folder = ''
  return {
    name: 'compress-assets',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir, build.assetsDir)
    },
    async closeBundle() {
      const names = (await readdir(folder)).filter((name) => /\.(js|css)$/.test(name))
      await Promise.all(names.map((name) => pack(join(folder, name))))
    },
  }
}

async function pack(path: string): Promise<void> {
  const content = await readFile(path)
  for (const [ending, packed] of Object.entries(packings)) {
    await writeFile(`${path}.${ending}`, await packed(content))
  }
}
