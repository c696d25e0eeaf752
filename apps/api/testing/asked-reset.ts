import { randomUUID } from 'node:crypto'
import type { createJobHandlers } from '../src/job-handlers.ts'
import { askOf } from './ask-of.ts'
import { createUser } from './test-app.ts'
import type { TestDeps } from './test-deps.ts'

/** A user who requested a reset just now; its mail waits for the jobs to run. */
export async function askedReset(deps: TestDeps, handlers: ReturnType<typeof createJobHandlers>) {
  const { id, username } = await createUser(deps, { password: null })
  await handlers['open-reset']([{ id: randomUUID(), data: askOf(deps, username) }])
  return {
    username,
    story: () =>
      deps.db.message.findFirstOrThrow({
        where: { userId: id },
        include: { reset: true, events: { orderBy: { id: 'asc' } } },
      }),
  }
}
