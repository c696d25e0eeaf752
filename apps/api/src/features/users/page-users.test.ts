import { test } from 'vitest'
import { pageThroughUsers } from '../../../testing/page-through-users.ts'

test('10,000 users are paged through without a gap or a repeat, while others are added and removed', async () => {
  await pageThroughUsers(10_000)
})
