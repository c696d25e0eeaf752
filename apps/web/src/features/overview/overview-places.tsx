import type { Problem } from '../../api.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { messages } from '../../messages.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import { overviewMessages as text } from './overview-messages.ts'
import page from './overview-page.module.css'
import styles from './overview-places.module.css'

type Props = { problem: Problem | null; onAgain: () => void }

/** In the places of the parts, until they are loaded: flat bars as high as they, or an error. */
export function OverviewPlaces({ problem, onAgain }: Props) {
  const { may } = useCaller()
  const place = { problem, onAgain }
  return (
    <div className={page.content} aria-busy={problem === null}>
      <Status>{problem ? text.couldNotLoad : text.loading}</Status>
      <section className={page.attention}>
        <h2 className={page.title}>{text.attention.title}</h2>
        <Place {...place} look="attention" words={text.attention.couldNotLoad} />
      </section>
      <div className={page.charts}>
        <Part title={text.resets.title} {...place} words={text.resets.couldNotLoad} />
        {may('messages.read') && (
          <Part title={text.mails.title} {...place} words={text.mails.couldNotLoad} />
        )}
        {may('users.read') && (
          <>
            <Part title={text.signIns.title} {...place} words={text.signIns.couldNotLoad} />
            <Part title={text.users.title} {...place} words={text.users.couldNotLoad} />
          </>
        )}
      </div>
    </div>
  )
}

type PlaceProps = Props & { words: string }

const Part = ({ title, ...place }: PlaceProps & { title: string }) => (
  <section>
    <h2 className={page.title}>{title}</h2>
    <Place {...place} look="chart" />
  </section>
)

function Place({ problem, onAgain, words, look }: PlaceProps & { look: 'attention' | 'chart' }) {
  if (problem) {
    return (
      <div className={styles.problem}>
        <Banner tone="bad" action={<Button onClick={onAgain}>{messages.tryAgain}</Button>}>
          {words}
        </Banner>
      </div>
    )
  }
  return (
    <div className={styles[look]} aria-hidden="true">
      <div className={styles.bar} />
      <div className={styles.bar} />
      <div className={styles.bar} />
    </div>
  )
}
