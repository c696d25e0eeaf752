import { expect, test } from 'vitest'
import { openTestDeps } from '../../testing/test-deps.ts'
import { type Sql, sql } from '../lib/database.ts'
import type { Driver } from '../lib/statements.ts'
import { findSigningIn, findSigningInById } from './users.ts'

/**
 * The driver keeps a plan, so it must suit many users even if it was made when there were none.
 */
test('who signs in is found by an index, also if nobody had an account before', async () => {
  const { driver, clock, close } = await openTestDeps()
  const plans: string[] = []
  const explaining: Driver = {
    ...driver,
    async $queryRaw<Rows>(query: TemplateStringsArray | Sql, ...values: unknown[]) {
      const steps = await driver.$queryRaw<{ 'QUERY PLAN': string }[]>(
        sql`EXPLAIN ${'raw' in query ? sql(query, ...values) : query}`,
      )
      plans.push(steps.map((step) => step['QUERY PLAN']).join('\n'))
      return [] as Rows
    },
  }
  await findSigningIn({ driver: explaining, clock }, 'jane@northwind.example')
  await findSigningInById({ driver: explaining, clock }, crypto.randomUUID())
  await close()
  expect(plans[0]).toMatch(/users_username_key_key on users.*\n\s+Index Cond: \(username_key = /)
  expect(plans[1]).toMatch(/users_pkey on users.*\n\s+Index Cond: \(id = /)
})
