import type { AttentionKind, Overview } from '@rekey/contracts/overview'
import type { Permission } from '@rekey/contracts/permissions'
import { queryString } from '../../console-kit/ask.ts'
import { listRange, messagesPath } from '../../console-kit/charts/list-range.ts'
import { dateIn } from '../../console-kit/charts/periods.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { apiKeyPath, paths, ssoConnectionPath, webhookPath } from '../../paths.ts'

type May = (...anyOf: readonly Permission[]) => boolean

/** The lists behind the figures; null if the caller may not see a list. */
export function listPaths(overview: Overview, may: May) {
  const range = listRange(overview)
  return {
    audit: (action: string) =>
      may('audit.read') ? `${paths.audit}${queryString({ action, ...range })}` : null,
    messages: (status: string) => messagesPath(overview, status),
    users: (query: Readonly<Record<string, string>>) => `${paths.users}${queryString(query)}`,
  }
}

const day = 86_400_000

type Paths = Readonly<Record<AttentionKind, (subjectId: string | null) => string>>

/** Where the links of items lead. */
export function attentionPaths({ asOf, timeZone }: Pick<Overview, 'asOf' | 'timeZone'>): Paths {
  const daysAgo = (days: number) =>
    dateIn(new Date(Date.parse(asOf) - days * day).toISOString(), timeZone)
  const messages = (status: string) => () =>
    `${paths.messages}${queryString({ status, from: daysAgo(1) })}`
  const disowned = () =>
    `${paths.audit}${queryString({ action: 'password-reset.disowned', from: daysAgo(7) })}`
  const webhook = (id: string | null) => webhookPath(id ?? '')
  return {
    'mail-down': () => paths.mailHealth,
    'mail-delayed': () => paths.mailHealth,
    'mails-bounced': messages('bounced'),
    'mails-refused': messages('refused'),
    'requests-repeated': (id) => (id ? userPaths.mail(id) : messages('not-sent')()),
    'resets-disowned': disowned,
    'passwords-blocked': disowned,
    'second-factors-due': () => `${paths.users}${queryString({ secondFactor: 'due' })}`,
    'certificate-ends': (id) => ssoConnectionPath(id ?? ''),
    'api-key-ends': (id) => apiKeyPath(id ?? ''),
    'webhook-failing': webhook,
    'webhook-switched-off': webhook,
    'audit-damaged': () => paths.audit,
  }
}
