import { useState } from 'react'

/** Whether the reader wants the table of a chart; remembered in this browser. */
export function useRememberedTable(chart: string) {
  const key = `chart-as-table:${chart}`
  const [isTable, setIsTable] = useState(() => read(key))
  const toggle = () => {
    write(key, !isTable)
    setIsTable(!isTable)
  }
  return { isTable, toggle }
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'true'
  } catch {
    return false
  }
}

function write(key: string, isTable: boolean): void {
  try {
    localStorage.setItem(key, String(isTable))
  } catch {
    // A browser may forbid storage: the choice then holds for this page.
  }
}
