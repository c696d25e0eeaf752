import { findFreePort } from './free-port.ts'
import { type MailSink, openMailSink, type SunkMail } from './mail-sink.ts'

/** What a person reads in a mail. `token` and `code` are empty in mails that bring no reset. */
export type ReadMail = {
  readonly messageId: string
  readonly token: string
  readonly code: string
}

/** A mail server that goes away and comes back at the same address, and counts what it accepted. */
export async function openBreakableSink() {
  const port = await findFreePort()
  const byRecipient = new Map<string, ReadMail[]>()
  let sink: MailSink | null = await openMailSink({ port })
  let seen = 0
  const collect = () => {
    const news = sink?.mails.slice(seen) ?? []
    seen += news.length
    for (const mail of news) {
      for (const to of mail.envelopeTo) {
        byRecipient.set(to, [...(byRecipient.get(to) ?? []), readMail(mail)])
      }
    }
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    /** All mails so far, by recipient. */
    mails() {
      collect()
      return byRecipient
    },
    /** The next mails are taken and never answered. */
    hang(count: number) {
      sink?.script(...Array.from({ length: count }, () => ({ do: 'hang' as const })))
    },
    async goAway() {
      const gone = sink
      await gone?.close()
      collect()
      sink = null
    },
    async comeBack() {
      sink ??= await openMailSink({ port })
      seen = 0
    },
    async close() {
      await sink?.close()
    },
  }
}

const readMail = ({ messageId, text = '' }: SunkMail): ReadMail => ({
  messageId: messageId ?? '',
  token: /\/reset#([\w.-]+)/.exec(text)?.[1] ?? '',
  code: /^\s*(\d{6})\s*$/m.exec(text)?.[1] ?? '',
})
