import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const packings = {
  br: promisify(brotliCompress),
  gz: (content: Buffer) => promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
}

/** Adds each script and stylesheet as `.br` and `.gz` beside itself: packed once, at the build. */
export const compressAssets = (): Plugin => ({
  name: 'compress-assets',
  apply: 'build',
  generateBundle: {
    // After everything that still writes into the files.
    order: 'post',
    async handler(_options, bundle) {
      const files = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName))
      for (const file of files) {
        const content = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        for (const [ending, pack] of Object.entries(packings)) {
          const fileName = `${file.fileName}.${ending}`
          this.emitFile({ type: 'asset', fileName, source: await pack(content) })
        }
      }
    },
  },
})
