import type { Email } from 'postal-mime'
import type { BounceReport } from './bounce-report.ts'
import { parseSmtpReply, reportedReason } from './delivery-reason.ts'
import { shownDetail } from './smtp-failure.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Longer texts quote the mail that they return. */
const longestText = 16_000

/**
 * Whether a mail server wrote it. People's absence notes come to the same address and may quote
 * anything. Mail servers name themselves as sender, or mark the mail as a report.
 */
export function isBounce({ from, headers, subject = '', text = '' }: Email): boolean {
  const header = (name: string) => headers.find(({ key }) => key === name)?.value ?? ''
  const sender = from?.address ?? ''
  const type = header('content-type')
  if (header('x-failed-recipients') !== '' || deliveryReport.test(type)) return true
  if (answers.test(subject) || otherReport.test(type)) return false
  return (
    /^(?:mailer-?daemon|postmaster|mail-?delivery\S*|bounces?|microsoftexchange\w*)(?:@|$)/i.test(
      sender,
    ) ||
    /^mailer-?daemon/i.test(from?.name ?? '') ||
    qmail.test(text)
  )
}

const deliveryReport = /multipart\/report;.*delivery-status/is
/** A receipt of a reader (RFC 8098), or a complaint about spam (RFC 5965). */
const otherReport = /multipart\/report;.*(?:disposition-notification|feedback-report)/is

/** Mailboxes such as postmaster@ belong to people, too, who are away at times. */
const answers =
  /^(?:auto(?:matic)?[ -]?(?:reply|response)|auto:|out of (?:the )?office|abwesen|automatische antwort|r.ponse automatique|respuesta autom.tica|fuera de |risposta automatica|fuori (?:sede|ufficio)|resposta autom.tica|automatisch antwoord|afwezig|autosvar|automatyczna odpowied|автоответ|自动回复|自動(?:回覆|応答|返信))/i

const qmail = /^\s*hi\. (?:this is|i'm) the /i

/**
 * Reads a bounce without a delivery status: the other server's reply, and whether the mail was
 * given up. Null: the text says neither.
 */
export function readPlainBounce({ text = '' }: Email): BounceReport | null {
  const told = beforeCopy(text.slice(0, longestText).replace(/\r\n/g, '\n'))
  const words = findReply(told) ?? findQmailWords(told)
  const isDelay = delays.test(told)
  if (!isDelay && !(words !== null && isReturn(words)) && !returns.test(told)) return null
  const status = isDelay ? 'delayed' : 'bounced'
  return {
    status,
    reason: reportedReason({ status: null, words: words ?? '' }, { isFinal: !isDelay }),
    detail: withoutSecrets(shownDetail(words ?? firstLines(told))) || null,
    at: null,
  }
}

/** The text without the copy of our own mail. */
const beforeCopy = (text: string) =>
  text.split(
    /^-{2,}[^\n]*(?:copy|original|unsent|returned)|^(?:this is a copy of|original message follows)/im,
    1,
  )[0] ?? ''

const delays =
  /will (?:keep|continue|be retried|try again|retry)|not yet been delivered|has been delayed|delivery delayed|warning message only|do not need to resend|noch nicht zugestellt|pas encore (?:été )?(?:remis|distribu)|a.n no se ha (?:podido )?entreg|non è ancora stato consegnat/i
const returns =
  /could not be delivered|couldn't be delivered|not be delivered|undeliver|permanent(?:ly)? (?:error|failed|failure)|wasn't able to deliver|delivery (?:has )?failed|fatal error|unzustellbar|nicht zugestellt|non remis|pas pu être (?:remis|distribu|délivr)|no se (?:ha podido|pudo) entregar|non (?:è stato|può essere) (?:consegnat|recapitat)|não (?:foi|pôde ser) entregue|niet (?:worden )?(?:bezorgd|afgeleverd)|nie została dostarczona|не (?:было |может быть )?доставлен|无法(?:送达|投递)|無法投遞|被退回|配信(?:できません|されませんでした)|送信できませんでした/i

const isReturn = (words: string) => parseSmtpReply(words)?.code.toString().startsWith('5') ?? false

/**
 * An SMTP reply in running text, up to the next empty line: one with an enhanced status, or one in
 * a place where mail servers quote each other.
 */
function findReply(text: string): string | null {
  const certain = /(?<![\w.])[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(text)
  const quoted =
    /(?:said|reason|response|replied|<<<|RCPT TO:<[^>\n]*>|end of data|MAIL FROM:<[^>\n]*>)[: \n]+(?=[45]\d\d[ -])/i.exec(
      text,
    )
  const from = certain?.index ?? (quoted ? quoted.index + quoted[0].length : null)
  return from === null ? null : oneParagraph(text.slice(from))
}

/** qmail puts the reason below the recipient, sometimes without any code (QSBMF). */
function findQmailWords(text: string): string | null {
  const paragraph = /^<[^>\n]+>:?\n([\s\S]*)/m.exec(text)?.[1]
  return paragraph ? oneParagraph(paragraph).replace(/^.*?remote host said: /i, '') : null
}

const oneParagraph = (text: string) =>
  (text.split(/\n[ \t]*\n/, 1)[0] ?? '').replace(/\s+/g, ' ').trim()

const firstLines = (text: string) => oneParagraph(text.trim())
