/**
 * How well two samples can be told apart: the AUC, which is the chance that a value of the second
 * is above one of the first (Mann-Whitney; 0.5: not at all), with its 99 % interval (Hanley and
 * McNeil, "The meaning and use of the area under a ROC curve", 1982).
 */
export type Telling = { readonly auc: number; readonly low: number; readonly high: number }

const deviationsOf99Percent = 2.576

export function tellApart(first: readonly number[], second: readonly number[]): Telling {
  const auc = areaUnderCurve(first, second)
  const error = standardError(auc, first.length, second.length)
  const half = deviationsOf99Percent * error
  return { auc, low: auc - half, high: auc + half }
}

/** A result that reveals nothing: the whole interval is near a coin flip. */
export const isSameTime = ({ low, high }: Telling) => low > 0.4 && high < 0.6

/** By the sum of ranks; values that are equal share theirs. */
function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, isSecond: false })),
    ...second.map((value) => ({ value, isSecond: true })),
  ].sort((a, b) => a.value - b.value)
  let rankSum = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1
    const sharedRank = (start + 1 + end) / 2
    rankSum += sharedRank * all.slice(start, end).filter(({ isSecond }) => isSecond).length
    start = end
  }
  const lowest = (second.length * (second.length + 1)) / 2
  return (rankSum - lowest) / (first.length * second.length)
}

function standardError(auc: number, firstCount: number, secondCount: number): number {
  const q1 = auc / (2 - auc)
  const q2 = (2 * auc * auc) / (1 + auc)
  const spread =
    auc * (1 - auc) + (firstCount - 1) * (q1 - auc * auc) + (secondCount - 1) * (q2 - auc * auc)
  return Math.sqrt(spread / (firstCount * secondCount))
}
