/** Work for some seconds; gives how many it did in one. */
export type Arm = () => Promise<number>

/**
 * Rates of several arms, measured in turn, round after round (A B A B …), so that what else the
 * machine does falls on all alike. Gives the median of each arm, and of the ratios to the first.
 */
export async function inRounds<Name extends string>(
  arms: Readonly<Record<Name, Arm>>,
  rounds: number,
): Promise<{ rates: Record<Name, number>; ratios: Record<Name, number> }> {
  const names = Object.keys(arms) as Name[]
  const results: Record<string, number>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const rates: Record<string, number> = {}
    for (const name of names) rates[name] = await arms[name]()
    results.push(rates)
  }
  const base = names[0] ?? ''
  const medians = (of: (rates: Record<string, number>, name: string) => number) =>
    Object.fromEntries(
      names.map((name) => [name, median(results.map((rates) => of(rates, name)))]),
    ) as Record<Name, number>
  return {
    rates: medians((rates, name) => rates[name] ?? 0),
    ratios: medians((rates, name) => (rates[name] ?? 0) / (rates[base] ?? 1)),
  }
}

export const median = (values: readonly number[]) => quantile(values, 0.5)

/** @param part from 0 to 1: 0.99 is p99 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
