import { Presets, SingleBar } from 'cli-progress'
import type { ImportCounts, ImportReport } from '../features/import/import-users.ts'
import type { ImportOptions } from '../features/import/plan-import.ts'
import type { ImportFile } from './open-import-file.ts'

type ImportProgress = ImportReport & {
  finish(counts: ImportCounts, options: ImportOptions): void
  stop(): void
}

/**
 * A line for each fault. On a terminal, also the progress: in bytes, since nobody knows the number
 * of rows yet. Standard input has no known length, so the rows so far are shown.
 */
export function createImportProgress(file: ImportFile, unit: 'line' | 'item'): ImportProgress {
  const bar = process.stderr.isTTY ? startBar(file.totalBytes) : null
  return {
    fault({ line, fault }) {
      if (bar) process.stderr.write('\r\u001b[K')
      process.stderr.write(`${unit} ${line}: ${fault}\n`)
    },
    progress: ({ rows, refused }) => bar?.update(file.readBytes(), { rows, refused }),
    finish(counts, options) {
      bar?.stop()
      console.log(describe(counts, options))
    },
    stop: () => bar?.stop(),
  }
}

function startBar(totalBytes: number | null): SingleBar {
  const soFar = '{rows} rows, {refused} refused'
  const format =
    totalBytes === null ? soFar : `{bar} {percentage} % | ${soFar} | {eta_formatted} to go`
  const bar = new SingleBar(
    { format, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  )
  bar.start(totalBytes ?? 0, 0, { rows: 0, refused: 0 })
  return bar
}

function describe(
  counts: ImportCounts,
  { dryRun, invite, replacePasswords }: ImportOptions,
): string {
  const { rows, created, changed, unchanged, refused, passwordsReplaced, invited } = counts
  const { authenticatorApps } = counts
  const parts = [
    `${created} created`,
    `${changed} changed`,
    `${unchanged} unchanged`,
    `${refused} refused`,
    ...(replacePasswords ? [`${passwordsReplaced} passwords replaced`] : []),
    ...(authenticatorApps > 0 ? [`${authenticatorApps} authenticator apps added`] : []),
    ...(invite && !dryRun ? [`${invited} invited`] : []),
  ]
  return `${dryRun ? 'Dry run, nothing was written. ' : ''}${rows} rows: ${parts.join(', ')}.`
}
