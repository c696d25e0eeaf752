import { type ReactNode, useState } from 'react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Say } from '../ui/say.tsx'
import { queryString } from './ask.ts'

type Words = {
  readonly exported: string
  readonly couldNotExport: string
  readonly tryAgain: string
}

type Outcome = 'done' | 'failed'

/**
 * Saves a list as CSV. A plain link can't ask the API for CSV, so this fetches it and hands it to
 * the browser as a file.
 * @param path of the API, without its base
 * @param name the beginning of the file's name; the day follows
 */
export function useExport(
  path: string,
  query: Readonly<Record<string, string | undefined>>,
  name: string,
  words: Words,
): { busy: boolean; run: () => void; notice: ReactNode } {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState(false)
  const attempt = async () => {
    setBusy(true)
    setOutcome((await exportCsv(`${path}${queryString(query)}`, name)) ? 'done' : 'failed')
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

/** @returns whether it worked */
async function exportCsv(path: string, name: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/v1${path}`, { headers: { accept: 'text/csv' } })
    if (!response.ok) return false
    save(await response.blob(), `${name}-${new Date().toISOString().slice(0, 10)}.csv`)
    return true
  } catch {
    return false
  }
}

function save(file: Blob, name: string) {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
