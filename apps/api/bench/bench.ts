import { benchAsks } from './asks.ts'
import { benchAsksToMails } from './asks-to-mails.ts'
import { benchAuditPages } from './audit-pages.ts'
import { benchBetterAuth } from './better-auth.ts'
import { type Figure, toTable } from './figures.ts'
import { benchFlood } from './flood.ts'
import { benchHashing } from './hashing.ts'
import { benchImports } from './imports.ts'
import { watchMachine } from './machine.ts'
import { benchPageSizes } from './page-sizes.ts'
import { benchRelay } from './relay.ts'
import { benchSearch } from './search.ts'
import { benchStart } from './start-times.ts'
import { benchWebhooks } from './webhooks.ts'

/**
 * `pnpm bench [part…]`: measures what is promised and prints it as one table. Each ratio is taken
 * side by side in one run. Exit 1 when a promise is missed.
 */
const parts: Record<string, () => Promise<Figure[]>> = {
  asks: benchAsks,
  hashing: benchHashing,
  mails: benchAsksToMails,
  relay: benchRelay,
  flood: benchFlood,
  webhooks: benchWebhooks,
  import: benchImports,
  search: benchSearch,
  pages: benchPageSizes,
  audit: benchAuditPages,
  start: benchStart,
  'better-auth': benchBetterAuth,
}

/** A part that can't be measured leaves the others their place in the table. */
function failed(part: string, error: unknown): Figure {
  console.error(error)
  return { what: part, measured: 'could not be measured', isKept: false }
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Parts: ${Object.keys(parts).join(', ')}`)
  process.exit(1)
}

const machine = await watchMachine()
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  console.error(`Measuring: ${name} …`)
  figures.push(...(await measure().catch((error: unknown) => [failed(name, error)])))
}
console.log(`\n${await machine.describe()}\n`)
console.log(toTable(figures))
process.exitCode = figures.some(({ isKept }) => isKept === false) ? 1 : 0
