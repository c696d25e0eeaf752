import { randomInt } from 'node:crypto'

/** The seed of a soak's random choices; it differs in each run, unless SOAK_SEED repeats one. */
export const soakSeed = Number(process.env.SOAK_SEED ?? randomInt(2 ** 31))
console.log(`SOAK_SEED=${soakSeed}`)

/** How much longer or shorter than usual: `SOAK_FACTOR=0.1` tries a soak out. */
const factor = Number(process.env.SOAK_FACTOR ?? 1)

export const soakTimes = (usual: number) => Math.max(1, Math.round(usual * factor))
