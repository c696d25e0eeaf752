import type { Answer, Contract } from '@rekey/contracts/route'
import type { Line } from '../api.ts'
import { ask } from './ask.ts'

type Page = { readonly items: readonly unknown[]; readonly nextCursor: string | null }

type Items<C extends Contract> = Answer<C> extends Page ? Answer<C>['items'] : never

/** All items of a list, page by page, for a choice. @throws RefusedError */
export async function askAll<C extends Contract>(
  line: Line<C>,
  signal: AbortSignal,
): Promise<Items<C>> {
  const items: unknown[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query = { limit: '100', ...(cursor && { cursor }) }
    const page = (await ask<C>(line, ...([{ query, signal }] as never))) as Page
    items.push(...page.items)
    cursor = page.nextCursor
  }
  return items as unknown as Items<C>
}
