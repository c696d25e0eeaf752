import type { Deps } from '../../deps.ts'

export type ClaimedMessage = NonNullable<Awaited<ReturnType<typeof claimMessage>>>

/**
 * Takes a mail for one try, in one conditional UPDATE that counts it. A mail that was left in
 * `sending` by a worker that died is taken again. Null, and ordinary: there is no such mail (asks
 * for unknown names have a job too), or it is done with.
 */
export async function claimMessage({ db }: Pick<Deps, 'db'>, messageId: string) {
  const [claimed] = await db.message.updateManyAndReturn({
    where: {
      id: messageId,
      status: { in: ['queued', 'delayed', 'sending'] },
      acceptedAt: null,
    },
    data: { status: 'sending', attempts: { increment: 1 }, nextAttemptAt: null },
  })
  return claimed ?? null
}
