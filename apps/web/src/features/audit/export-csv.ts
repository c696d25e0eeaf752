import { queryString } from '../../console-kit/ask.ts'
import { withInstants } from '../../console-kit/days.ts'
import type { AuditView } from './audit-url.ts'

/**
 * Saves all events that match the filters. A plain link can't ask the API for CSV, so this fetches
 * the CSV and hands it to the browser as a file.
 * @returns whether it worked
 */
export async function exportCsv(view: AuditView): Promise<boolean> {
  try {
    const response = await fetch(
      `/api/v1/audit-events${queryString({ ...withInstants(view), cursor: undefined })}`,
      {
        headers: { accept: 'text/csv' },
      },
    )
    if (!response.ok) return false
    save(await response.blob(), `audit-${new Date().toISOString().slice(0, 10)}.csv`)
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
