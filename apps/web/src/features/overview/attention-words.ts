import { refusalsOfUs } from '@rekey/contracts/messages'
import type { AttentionItem, AttentionKind } from '@rekey/contracts/overview'
import { fill } from '../../fill.ts'
import { reasonMessages, attentionMessages as text } from './attention-messages.ts'
import { counted, endWords, isOver, sinceWords, whenWords } from './attention-times.ts'

type AttentionWords = {
  readonly title: string
  readonly cause: string | null
  readonly when: string | null
  readonly link: string
}

/** What an item says. Its times are those of the viewer's clock. */
export function attentionWords(item: AttentionItem, now: Date): AttentionWords {
  return { when: whenWords(item, now), ...sentences[item.kind](item, now) }
}

type Sentences = (item: AttentionItem, now: Date) => Omit<AttentionWords, 'when'>

const sentences: Readonly<Record<AttentionKind, Sentences>> = {
  'mail-down': (item, now) => {
    const { title, titleRefused, cause, link } = text['mail-down']
    const [main] = item.reasons
    const isRefused = refusalsOfUs.some((reason) => reason === main?.reason)
    const time = sinceWords(item, now)
    return {
      title: fill(isRefused ? titleRefused : title, { time }),
      cause: fill(cause, { mails: counted(text.mails, item.count) }),
      link,
    }
  },
  'mail-delayed': (item, now) => ({
    title: fill(text['mail-delayed'].title, { time: sinceWords(item, now) }),
    cause: fill(text['mail-delayed'].cause, { mails: counted(text.mails, item.count) }),
    link: text['mail-delayed'].link,
  }),
  'mails-bounced': (item) => ({
    title: counted(text['mails-bounced'], item.count),
    cause: reasonsWords(item.reasons),
    link: text['mails-bounced'].link,
  }),
  'mails-refused': (item) => ({
    title: counted(text['mails-refused'], item.count),
    cause: reasonsWords(item.reasons),
    link: text['mails-refused'].link,
  }),
  'requests-repeated': ({ subject, count }) => {
    const { named, cause, link, linkNamed } = text['requests-repeated']
    return subject
      ? { title: fill(named, { name: subject.name }), cause, link: linkNamed }
      : { title: counted(text['requests-repeated'], count), cause, link }
  },
  'resets-disowned': ({ count }) => ({
    ...text['resets-disowned'],
    title: counted(text['resets-disowned'], count),
  }),
  'passwords-blocked': ({ count }) => ({
    ...text['passwords-blocked'],
    title: counted(text['passwords-blocked'], count),
  }),
  'second-factors-due': ({ count }) => {
    const { unknown, ...words } = text['second-factors-due']
    return { ...words, title: count === 0 ? unknown : counted(words, count) }
  },
  'certificate-ends': (item, now) => {
    const words = text['certificate-ends']
    const title = isOver(item, now) ? named(words.titleEnded, item) : ending(words.title, item, now)
    const users = counted(text.users, item.count)
    return { title, cause: fill(words.cause, { users }), link: words.link }
  },
  'api-key-ends': (item, now) => {
    const words = text['api-key-ends']
    return isOver(item, now)
      ? { title: named(words.titleEnded, item), cause: words.causeEnded, link: words.link }
      : { title: ending(words.title, item, now), cause: words.cause, link: words.link }
  },
  'webhook-failing': (item, now) => {
    const { title, cause, link } = text['webhook-failing']
    const name = item.subject?.name ?? ''
    const events = counted(text.events, item.count)
    return {
      title: fill(title, { name, time: sinceWords(item, now) }),
      cause: fill(cause, { events }),
      link,
    }
  },
  'webhook-switched-off': (item) => {
    const { title, cause, link } = text['webhook-switched-off']
    return { title: named(title, item), cause, link }
  },
  'audit-damaged': () => text['audit-damaged'],
}

const named = (sentence: `${string}{name}${string}`, { subject }: AttentionItem) =>
  sentence.replace('{name}', () => subject?.name ?? '')

/** The time comes first, since a name may contain braces. */
const ending = (sentence: `${string}{name}${string}{time}`, item: AttentionItem, now: Date) =>
  named(sentence.replace('{time}', endWords(item, now)) as `${string}{name}${string}`, item)

const mostReasons = 3

type Reasons = AttentionItem['reasons']
type Known = keyof typeof reasonMessages

/** `9 addresses don’t exist, 5 mailboxes are full.` */
function reasonsWords(reasons: Reasons): string | null {
  const known = reasons.filter(({ reason }) => reason in reasonMessages).slice(0, mostReasons)
  const rest = reasons.filter((each) => !known.includes(each))
  const others = rest.reduce((sum, { count }) => sum + count, 0)
  const words = known.map(({ reason, count }) => {
    const [one, many] = reasonMessages[reason as Known]
    return counted({ one, many }, count)
  })
  const all = others > 0 ? [...words, fill(text.others, { count: others })] : words
  return known.length === 0 ? null : `${all.join(', ')}.`
}
