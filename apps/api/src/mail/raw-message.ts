import MimeNode from 'nodemailer/lib/mime-node'
import type { Mail } from './mail.ts'
import { unfoldedPart } from './unfolded-part.ts'

/**
 * A mail as it is sent, with both parts. Nodemailer would put its parts together through a chain of
 * streams, which takes twice as long as to send them.
 */
export async function rawMessage(mail: Mail): Promise<string> {
  const head = new MimeNode('multipart/alternative', { baseBoundary: mail.id }).setHeader(
    headersOf(mail),
  )
  const text = unfoldedPart('text/plain', mail.text)
  const html = unfoldedPart('text/html', mail.html)
  if (text === null || html === null) return encoded(head, mail)
  const headers = head.buildHeaders()
  const line = `--${head.boundary}`
  return `${headers}\r\n\r\n${line}\r\n${text}\r\n${line}\r\n${html}\r\n${line}--\r\n`
}

/**
 * Nodemailer must encode the parts, because a single word in one of them is longer than a line may
 * be.
 */
async function encoded(head: MimeNode, { text, html }: Mail): Promise<string> {
  head.createChild('text/plain').setContent(text)
  head.createChild('text/html').setContent(html)
  return (await head.build()).toString()
}

/** The addresses are given in their parts, so that none is read from a text. */
const headersOf = (mail: Mail) => ({
  From: [{ ...mail.from }],
  To: [{ name: '', address: mail.to }],
  ...(mail.replyTo !== null && { 'Reply-To': [{ name: '', address: mail.replyTo }] }),
  Subject: mail.subject,
  'Message-ID': `<${mail.messageId}>`,
  ...mail.headers,
})
