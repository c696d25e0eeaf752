/** The mail of a reset that a user of the shop started. */
export type Mail = {
  /** The `message.id` of Rekey's answer, and the `messageId` of its events. */
  readonly id: string
  readonly contact: string
  readonly status: string
}

export type Mails = ReturnType<typeof openMails>

type Status = { readonly status: string; readonly at: string }

/** The webhook tells of all mails of Rekey, so the oldest statuses of other mails are forgotten. */
const mostOthers = 10_000

/** In memory, as the sessions are. Keep yours in your database. */
export function openMails() {
  const mails = new Map<string, Omit<Mail, 'status'>[]>()
  /** Of the mails that users of the shop started, by the mail's id. */
  const statuses = new Map<string, Status>()
  /** Of all others. The webhook may be faster than the answer that names the mail. */
  const others = new Map<string, Status>()
  return {
    add(userId: string, { status, ...mail }: Mail): void {
      const known = mails.get(userId) ?? []
      // Sent twice with the same idempotency key, it is the same mail.
      if (known.some(({ id }) => id === mail.id)) return
      mails.set(userId, [mail, ...known])
      if (statuses.has(mail.id)) return
      statuses.set(mail.id, others.get(mail.id) ?? { status, at: '' })
      others.delete(mail.id)
    },
    /** Events can come twice and in any order, so only a newer one changes the status. */
    record(messageId: string, status: string, at: string): void {
      const among = statuses.has(messageId) ? statuses : others
      if (at <= (among.get(messageId)?.at ?? '')) return
      among.set(messageId, { status, at })
      const [oldest] = others.size > mostOthers ? others.keys() : []
      if (oldest) others.delete(oldest)
    },
    /** Newest first. */
    listOf: (userId: string): Mail[] =>
      (mails.get(userId) ?? []).map((mail) => ({
        ...mail,
        status: statuses.get(mail.id)?.status ?? 'unknown',
      })),
  }
}
