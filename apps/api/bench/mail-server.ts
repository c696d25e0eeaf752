import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const module = fileURLToPath(new URL('./mail-server-process.ts', import.meta.url))

/** A mail server beside the product, so that the two don't share a thread. */
export type MailServer = Disposable & {
  readonly url: string
  /** Resolves when so many mails arrived after this call. */
  receive(mails: number): Promise<void>
}

export async function openMailServer(): Promise<MailServer> {
  const child = fork(module)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    url: `smtp://127.0.0.1:${port}`,
    async receive(mails) {
      child.send({ mails })
      await once(child, 'message')
    },
    [Symbol.dispose]: () => child.disconnect(),
  }
}
