import { test } from 'vitest'
import { pageThroughUsers } from '../testing/page-through-users.ts'

test('100,000 users are paged through without a gap or a repeat, while others come and go', async () => {
  await pageThroughUsers(100_000)
}, 600_000)
