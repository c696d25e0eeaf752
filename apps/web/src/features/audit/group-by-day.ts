import { dayOf } from '../../console-kit/when.ts'
import { serverNow } from '../../server-now.ts'

type Day<Item> = { readonly title: string; readonly items: readonly Item[] }

/** Groups items by day in the viewer's time zone: `Today`, `Yesterday`, `3 November`. */
export function groupByDay<Item>(
  items: readonly Item[],
  atOf: (item: Item) => string,
  now = serverNow(),
): Day<Item>[] {
  const days: { title: string; items: Item[] }[] = []
  for (const item of items) {
    const title = dayOf(new Date(atOf(item)), now)
    const last = days.at(-1)
    if (last?.title === title) last.items.push(item)
    else days.push({ title, items: [item] })
  }
  return days
}
