import { type ReactNode, useState } from 'react'
import { saveFile } from '../save-file.ts'
import { serverNow } from '../server-now.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Say } from '../ui/say.tsx'
import { queryString } from './ask.ts'

type Words = {
  readonly exported: string
  readonly couldNotExport: string
  readonly tryAgain: string
}

type Query = Readonly<Record<string, string | undefined>>

type Outcome = 'done' | 'failed'

/**
 * Saves a list as CSV. A plain link can't ask the API for CSV, so this fetches it and hands it to
 * the browser as a file.
 * @param path of the API, without its base
 * @param query several: their rows become one file
 * @param name the beginning of the file's name; the day follows
 */
export function useExport(
  path: string,
  query: Query | readonly Query[],
  name: string,
  words: Words,
): { busy: boolean; run: () => void; notice: ReactNode } {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = async () => {
    setBusy(true)
    const paths = [query].flat().map((each) => `${path}${queryString(each)}`)
    setOutcome((await exportCsv(paths, name)) ? 'done' : 'failed')
    setBusy(false)
  }
  const run = () => void attempt()
  return { busy, run, notice: outcome && <Notice {...{ outcome, words }} again={run} /> }
}

function Notice({ outcome, words, again }: { outcome: Outcome; words: Words; again: () => void }) {
  if (outcome === 'done') {
    return (
      <Banner tone="good">
        <Say text={words.exported} />
      </Banner>
    )
  }
  return (
    <Banner tone="bad" action={<Button onClick={again}>{words.tryAgain}</Button>}>
      {words.couldNotExport}
    </Banner>
  )
}

/** Excel takes a file without it for one in an old charset, and shows "MÃ¼ller" for "Müller". */
const byteOrderMark = '\uFEFF'

/** @returns whether it worked */
async function exportCsv(paths: readonly string[], name: string): Promise<boolean> {
  try {
    const parts: Blob[] = []
    for (const path of paths) {
      const response = await fetch(`/api/v1${path}`, { headers: { accept: 'text/csv' } })
      if (!response.ok) return false
      const part = await response.blob()
      parts.push(parts.length === 0 ? part : await withoutHeader(part))
    }
    const file = new Blob([byteOrderMark, ...parts], { type: parts[0]?.type ?? 'text/csv' })
    saveFile(file, `${name}-${serverNow().toISOString().slice(0, 10)}.csv`)
    return true
  } catch {
    return false
  }
}

/** Names of columns hold no line break, so the header is the first line. */
async function withoutHeader(part: Blob): Promise<Blob> {
  const text = await part.text()
  return new Blob([text.slice(text.indexOf('\n') + 1)])
}
