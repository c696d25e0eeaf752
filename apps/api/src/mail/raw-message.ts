import MimeNode from 'nodemailer/lib/mime-node'
import type { Mail } from './mail.ts'
import { unfoldedPart } from './unfolded-part.ts'

/**
 * A mail as it is sent, with both parts. Nodemailer would put its parts together through a chain of
 * streams, which takes twice as long as to send them. Null: nodemailer must encode a part, because
 * a single word in it is longer than a line may be.
 */
export function rawMessage(mail: Mail): string | null {
  const text = unfoldedPart('text/plain', mail.text)
  const html = unfoldedPart('text/html', mail.html)
  if (text === null || html === null) return null
  const head = new MimeNode('multipart/alternative', { baseBoundary: mail.id }).setHeader(
    headersOf(mail),
  )
  const headers = head.buildHeaders()
  const line = `--${head.boundary}`
  return `${headers}\r\n\r\n${line}\r\n${text}\r\n${line}\r\n${html}\r\n${line}--\r\n`
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
