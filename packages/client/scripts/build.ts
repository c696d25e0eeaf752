import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from './generate.ts'

const folder = join(import.meta.dirname, '..')

/** Makes `dist`: what the package contains. */
function build(): void {
  generate()
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  const tsc = join(folder, 'node_modules/typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], {
    cwd: folder,
    stdio: 'inherit',
  })
}

build()
