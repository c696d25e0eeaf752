/** One row of the table. */
export type Figure = {
  readonly what: string
  readonly measured: string
  /** What is promised; left out: shown for its own sake. */
  readonly promised?: string
  readonly isKept?: boolean
}

export const atLeast = (what: string, value: number, promised: number, detail = ''): Figure => ({
  what,
  measured: `${value.toFixed(2)}${detail && ` (${detail})`}`,
  promised: `at least ${promised}`,
  isKept: value >= promised,
})

/** Shown beside something that we promise nothing against. */
export const compared = (what: string, ratio: number, detail: string): Figure => ({
  what,
  measured: `${ratio.toFixed(2)} (${detail})`,
})

export const atMost = (
  what: string,
  value: number,
  promised: number,
  unit: string,
  detail = '',
): Figure => ({
  what,
  measured: `${value.toFixed(value < 10 ? 2 : 0)} ${unit}${detail && ` (${detail})`}`,
  promised: `at most ${promised} ${unit}`,
  isKept: value <= promised,
})

export const perSecond = (rate: number) => `${Math.round(rate)}/s`

/** Markdown, as `apps/docs/figures.md` shows it. */
export function toTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, measured, promised = '', isKept }) => {
    const verdict = isKept === undefined ? '' : isKept ? 'kept' : '**missed**'
    return `| ${what} | ${measured} | ${promised} | ${verdict} |`
  })
  return ['| what | measured | promised | |', '|---|---|---|---|', ...rows].join('\n')
}
