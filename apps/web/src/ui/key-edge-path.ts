/** Pixels: a flat, a step of depth, and what a slope runs sideways for each step. */
const flat = 15
const depthOf = (cut: number) => 2 + 2.4 * cut
const slopeRun = (drop: number) => (Math.abs(drop) * 2) / 2.4

/**
 * Five cuts, 1 (shallow) to 5 (deep), from the organization's name: each installation has a key of
 * its own. Neighbours differ, as on a real blade. An ornament, no sign of security.
 */
export function keyCuts(name: string): number[] {
  let rest = fnv1a(name)
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

/** FNV-1a, 32 bit: short, and spreads short names well. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return hash
}
