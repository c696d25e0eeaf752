/** In pixels: the width of a flat, the depth of a step, and the width of a slope per step. */
const flat = 15
const depthOf = (cut: number) => 2 + 2.4 * cut
const slopeRun = (drop: number) => (Math.abs(drop) * 2) / 2.4

/**
 * Computes five cuts from 1 (shallow) to 5 (deep) from the organization's name, so that every
 * installation has its own key. Neighbouring cuts differ, as on a real key. The key is decoration
 * and doesn't protect anything.
 */
export function keyCuts(name: string): number[] {
  let rest = hash(name)
  const cuts: number[] = []
  for (let index = 0; index < 5; index += 1) {
    const free = [1, 2, 3, 4, 5].filter((cut) => cut !== cuts.at(-1))
    cuts.push(free[rest % free.length] as number)
    rest = Math.floor(rest / free.length)
  }
  return cuts
}

/** The edge as an SVG path, hanging from y = 0: shoulder, five flats, a slope back to the band. */
export function keyEdgePath(name: string): string {
  let x = 0
  let y = 0
  let path = 'M0 0'
  for (const cut of keyCuts(name)) {
    const depth = depthOf(cut)
    if (y > 0) x += slopeRun(depth - y)
    path += `L${round(x)} ${round(depth)}`
    x += flat
    path += `H${round(x)}`
    y = depth
  }
  return `${path}L${round(x + slopeRun(y))} 0Z`
}

const round = (value: number) => Math.round(value * 100) / 100

/** djb2, 32 bit. It starts at 113, which gives Northwind, the look's example, its 3-1-5-2-4. */
function hash(text: string): number {
  let sum = 113
  for (const byte of new TextEncoder().encode(text)) sum = (Math.imul(sum, 33) + byte) >>> 0
  return sum
}
