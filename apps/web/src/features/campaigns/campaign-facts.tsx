import type { Campaign } from '@rekey/contracts/reset-campaigns'
import type { ReactNode } from 'react'
import { queryString } from '../../console-kit/ask.ts'
import { Facts } from '../../console-kit/facts.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import { hoursWords } from '../../hours-words.ts'
import { paths } from '../../paths.ts'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import styles from './campaign-page.module.css'
import { campaignsMessages } from './campaigns-messages.ts'

const text = campaignsMessages.facts

/** What a campaign sends to whom, and what it does to passwords and sessions. */
export function CampaignFacts({ of: campaign }: { of: Campaign }) {
  const { reason, blockCurrentPassword, endSessions } = campaign
  return (
    <section>
      <h2 className={styles.title}>{text.title}</h2>
      <Facts
        of={[
          { term: text.users, value: <Users of={campaign} /> },
          { term: text.mail, value: mailWords(campaign) },
          { term: text.reason, value: fill(text.quoted, { reason }) },
          {
            term: text.old,
            value: <Say text={blockCurrentPassword ? text.blocked : text.stillWork} />,
          },
          {
            term: text.sessions,
            value: <Say text={endSessions ? text.sessionsEnd : text.sessionsStay} />,
          },
        ]}
      />
    </section>
  )
}

/** "Link and code · works for 24 hours" */
function mailWords({ method, codeHours, temporaryPasswordHours }: Campaign): string {
  const { title } = campaignsMessages.form.methods[method ?? 'usual']
  if (method === null) return title
  const count = method === 'code' ? codeHours : temporaryPasswordHours
  return `${title} · ${fill(text.works, { time: hoursWords(count) })}`
}

function Users({ of: { filter, counts } }: { of: Campaign }): ReactNode {
  const { may } = useCaller()
  return (
    <>
      <Say text={text.matched} values={{ count: numberWords(counts.matched) }} /> ·{' '}
      {filter === null && text.byIds}
      {filter !== null && !may('users.read', 'contacts.read') && text.everybody}
      {filter !== null && may('users.read', 'contacts.read') && (
        <Link to={`${paths.users}${queryString(filter)}`}>{text.showFilter}</Link>
      )}
    </>
  )
}
