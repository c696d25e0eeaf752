import type { MailHealth } from '@rekey/contracts/mail-health'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { SentBanner } from '../../console-kit/mails/sent-banner.tsx'
import type { Sent } from '../../console-kit/mails/use-sent-mail.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { paths } from '../../paths.ts'
import { Say } from '../../ui/say.tsx'
import { DeliveryChart } from './delivery-chart.tsx'
import { MailCounts } from './mail-counts.tsx'
import { MailErrors } from './mail-errors.tsx'
import styles from './mail-health-page.module.css'
import { mailHealthQuery } from './mail-health-query.ts'
import { mailHealthWords as text } from './mail-health-words.ts'
import { MailServer } from './mail-server.tsx'
import { Moment } from './moment.tsx'
import { SendTest } from './send-test.tsx'
import { shownState } from './shown-state.ts'

const up = { to: paths.messages, back: text.back, onward: text.back }
const back = <BackLink to={paths.messages}>{text.back}</BackLink>

/** `/mail-health`: shows whether mails go out, which ones wait, recent errors, and a test mail. */
export default function MailHealthPage() {
  const found = useQuery(mailHealthQuery)
  if (found.data) return <Health health={found.data} />
  return <LoadingPage words={text} of={found} up={up} />
}

function Health({ health }: { health: MailHealth }) {
  const { id: userId } = useCaller()
  const [sent, setSent] = useState<Sent | null>(null)
  return (
    <ConsolePage
      heading={text.title}
      back={back}
      beside={
        <>
          <StatusChip of={shownState(health.state)} isBoxed />
          {health.since && (
            <span className={styles.since}>
              <Moment at={health.since} words={text.since} />
            </span>
          )}
        </>
      }
      actions={<SendTest onSent={(message) => setSent({ userId, message })} />}
      notice={
        sent && (
          <SentBanner key={sent.message.id} sent={sent} onClose={() => setSent(null)}>
            <Say text={text.test.sent} values={{ address: sent.message.to ?? '' }} />
          </SentBanner>
        )
      }
    >
      <div className={styles.columns}>
        <MailServer health={health} />
        <MailCounts {...health} />
      </div>
      <div className={styles.history}>
        <DeliveryChart />
        <MailErrors errors={health.lastErrors} />
      </div>
    </ConsolePage>
  )
}
