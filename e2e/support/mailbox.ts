import { expect } from '@playwright/test'
import { mailboxMessages } from '@rekey/contracts/mailbox'

type Message = ReturnType<typeof mailboxMessages.parse>['items'][number]

/** A mail, and what its reader takes out of it; empty where it holds none. */
export type ReceivedMail = Message & {
  readonly link: string
  readonly code: string
  readonly notMeLink: string
}

export type Mailbox = {
  /** Resolves with the nth mail to this address, oldest first, from 1. */
  waitForMail(to: string, nth?: number): Promise<ReceivedMail>
}

/** Reads the development mailbox of a server. */
export const openMailbox = (url: string): Mailbox => ({
  async waitForMail(to, nth = 1) {
    let mails: Message[] = []
    await expect
      .poll(
        async () => {
          mails = await fetchMails(url, to)
          return mails.length
        },
        { message: `mail ${nth} to ${to}`, intervals: [50, 100, 200], timeout: 15_000 },
      )
      .toBeGreaterThanOrEqual(nth)
    return readMail(mails[mails.length - nth] as Message)
  },
})

async function fetchMails(url: string, to: string): Promise<Message[]> {
  const response = await fetch(`${url}/dev/mailbox/messages?${new URLSearchParams({ to })}`)
  return mailboxMessages.parse(await response.json()).items
}

/** From the plain part, where links and the code stand on lines of their own. */
export const readMail = <M extends { readonly text: string }>(mail: M) => ({
  ...mail,
  link: /^\s*(\S+\/reset#\S+)\s*$/m.exec(mail.text)?.[1] ?? '',
  code: /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] ?? '',
  notMeLink: /^\s*(\S+\/not-me#\S+)\s*$/m.exec(mail.text)?.[1] ?? '',
})
