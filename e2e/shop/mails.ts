/** The mail of a reset that a user of the shop started. */
export type Mail = {
  /** The `message.id` of Rekey's answer, and the `messageId` of its events. */
  readonly id: string
  readonly contact: string
  readonly status: string
}

export type Mails = ReturnType<typeof openMails>

/** The webhook tells of all mails of Rekey, so statuses of other mails are forgotten in time. */
const keptStatuses = 10_000

/** In memory, as the sessions are. Keep yours in your database. */
export function openMails() {
  const mails = new Map<string, Omit<Mail, 'status'>[]>()
  const statuses = new Map<string, { readonly status: string; readonly at: string }>()
  return {
    add(userId: string, { status, ...mail }: Mail): void {
      const known = mails.get(userId) ?? []
      // Sent twice with the same idempotency key, it is the same mail.
      if (known.some(({ id }) => id === mail.id)) return
      mails.set(userId, [mail, ...known])
      // The webhook may be faster than the answer that names the mail.
      if (!statuses.has(mail.id)) statuses.set(mail.id, { status, at: '' })
    },
    /** Events can come twice and in any order, so only a newer one changes the status. */
    record(messageId: string, status: string, at: string): void {
      if (at <= (statuses.get(messageId)?.at ?? '')) return
      statuses.set(messageId, { status, at })
      const [oldest] = statuses.size > keptStatuses ? statuses.keys() : []
      if (oldest) statuses.delete(oldest)
    },
    /** Newest first. */
    listOf: (userId: string): Mail[] =>
      (mails.get(userId) ?? []).map((mail) => ({
        ...mail,
        status: statuses.get(mail.id)?.status ?? 'unknown',
      })),
  }
}
