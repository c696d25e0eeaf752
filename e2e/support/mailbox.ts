import { expect } from '@playwright/test'
import { mailboxMessages } from '@rekey/contracts/mailbox'

type Message = ReturnType<typeof mailboxMessages.parse>['items'][number]

/** A mail, and what its reader takes out of it; empty where it holds none. */
export type ReceivedMail = Message & {
  readonly link: string
  readonly code: string
  readonly notMeLink: string
  /** In four groups: `XXXX-XXXX-XXXX-XXXX`. */
  readonly temporaryPassword: string
}

export type Mailbox = {
  /** Asks for a reset over the API, where asking isn't what is shown. @returns its mail */
  receiveReset(username: string): Promise<ReceivedMail>
  /** Resolves with the nth mail to this address, oldest first, from 1. */
  waitForMail(to: string, nth?: number): Promise<ReceivedMail>
}

/** Reads the development mailbox of a server. */
export function openMailbox(url: string): Mailbox {
  const waitForMail: Mailbox['waitForMail'] = async (to, nth = 1) => {
    let mails: Message[] = []
    const look = async () => {
      mails = await fetchMails(url, to)
      return mails.length
    }
    await expect
      .poll(look, { message: `mail ${nth} to ${to}`, intervals: [50, 100, 200] })
      .toBeGreaterThanOrEqual(nth)
    return readMail(mails[mails.length - nth] as Message)
  }
  /** Other mails, such as notices, may have come before. */
  const waitForReset = async (to: string) => {
    let resets: ReceivedMail[] = []
    const look = async () => {
      resets = (await fetchMails(url, to)).map(readMail).filter(({ link }) => link)
      return resets.length
    }
    await expect
      .poll(look, { message: `reset of ${to}`, intervals: [50, 100, 200] })
      .toBeGreaterThan(0)
    return resets.at(-1) as ReceivedMail
  }
  return {
    waitForMail,
    async receiveReset(username) {
      await fetch(`${url}/api/v1/password-resets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username }),
      })
      return waitForReset(username)
    },
  }
}

async function fetchMails(url: string, to: string): Promise<Message[]> {
  const response = await fetch(`${url}/dev/mailbox/messages?${new URLSearchParams({ to })}`)
  return mailboxMessages.parse(await response.json()).items
}

/** From the plain part, where links and the code stand on lines of their own. */
export const readMail = <M extends { readonly text: string }>(mail: M) => ({
  ...mail,
  link: /^\s*(\S+\/(?:reset|sso\/link\/code)#\S+)\s*$/m.exec(mail.text)?.[1] ?? '',
  code: /^\s*(\d{6})\s*$/m.exec(mail.text)?.[1] ?? '',
  notMeLink: /^\s*(\S+\/not-me#\S+)\s*$/m.exec(mail.text)?.[1] ?? '',
  temporaryPassword: /^\s*(\w{4}(?:-\w{4}){3})\s*$/m.exec(mail.text)?.[1] ?? '',
})
