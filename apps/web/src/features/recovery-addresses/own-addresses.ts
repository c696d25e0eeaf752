import type { listRecoveryAddresses, RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import type { Answer } from '@rekey/contracts/route'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ask } from '../../console-kit/ask.ts'

export type OwnAddresses = Answer<typeof listRecoveryAddresses>

export const ownAddressesQuery = queryOptions({
  queryKey: ['own-recovery-addresses'],
  queryFn: () => ask<typeof listRecoveryAddresses>('GET /account/recovery-addresses'),
})

/** An address as the server has just answered. A new one is the last. */
export function keepAddress(queries: QueryClient, address: RecoveryAddress): void {
  changeItems(queries, (items) => {
    const isKept = items.some(({ id }) => id === address.id)
    if (!isKept) return [...items, address]
    return items.map((each) => (each.id === address.id ? address : each))
  })
}

export const dropAddress = (queries: QueryClient, { id }: RecoveryAddress): void =>
  changeItems(queries, (items) => items.filter((each) => each.id !== id))

type Items = OwnAddresses['items']

function changeItems(queries: QueryClient, change: (items: Items) => Items): void {
  queries.setQueryData(
    ownAddressesQuery.queryKey,
    (was) => was && { ...was, items: change(was.items) },
  )
}

/** What the last act did, shown above the list. */
export type Done = { readonly words: string; readonly name: string }
