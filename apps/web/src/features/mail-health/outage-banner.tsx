import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useWhileAttended } from '../../console-kit/use-while-attended.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import { mailHealthQuery } from './mail-health-query.ts'
import { mailHealthWords } from './mail-health-words.ts'
import styles from './outage-banner.module.css'
import { outageWords } from './outage-words.ts'

const text = mailHealthWords.outage
const everyMs = 30_000

/**
 * Shows an outage on every screen to users who may read messages, until it ends. The overview lists
 * it itself.
 */
export function OutageBanner() {
  const { may } = useCaller()
  const { pathname } = useLocation()
  const enabled = may('messages.read')
  const { data, refetch } = useQuery({ ...mailHealthQuery, enabled })
  useWhileAttended(() => enabled && void refetch(), everyMs)
  const words = data ? outageWords(data) : null
  return (
    <div role="status">
      {words && pathname !== paths.overview && (
        <Banner tone="warning">
          <Say text={words} />{' '}
          {pathname !== paths.mailHealth && (
            <Link className={styles.see} to={paths.mailHealth}>
              {text.see}
            </Link>
          )}
        </Banner>
      )}
    </div>
  )
}
