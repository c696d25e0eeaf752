import type { countDisownedResets, seeDisownedResets } from '@rekey/contracts/audit'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useLocation } from 'react-router'
import { ask, tell } from '../../console-kit/ask.ts'
import { countWords } from '../../console-kit/count-words.ts'
import iconButton from '../../console-kit/icon-button.module.css'
import { useCaller } from '../../console-kit/use-caller.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import { consoleMessages } from './console-messages.ts'
import styles from './disowned-banner.module.css'

const text = consoleMessages.disowned
const queryKey = ['disowned-resets']

/**
 * Says how many users have cancelled a reset since the viewer last looked. Viewing or closing hides
 * it. The overview lists them itself.
 */
export function DisownedBanner() {
  const { may } = useCaller()
  const queries = useQueryClient()
  const { data } = useQuery({
    queryKey,
    queryFn: () => ask<typeof countDisownedResets>('GET /disowned-resets'),
    enabled: may('audit.read'),
  })
  const isListed = useLocation().pathname === paths.overview
  const count = isListed ? 0 : (data?.unseen ?? 0)
  const close = async () => {
    const result = await tell<typeof seeDisownedResets>('POST /disowned-resets/seen')
    if (result.ok) queries.setQueryData(queryKey, { unseen: 0 })
  }
  return (
    <div role="status">
      {count > 0 && (
        <Banner tone="warning" action={<Close onClick={() => void close()} />}>
          <Say text={countWords(count, text.one, text.many)} />{' '}
          <Link to={disownedEvents} onClick={() => void close()}>
            {count === 1 ? text.seeOne : text.see}
          </Link>
        </Banner>
      )}
    </div>
  )
}

const disownedEvents = `${paths.audit}?action=password-reset.disowned`

const Close = ({ onClick }: { onClick: () => void }) => (
  <button
    type="button"
    className={`${iconButton.button} ${styles.close}`}
    aria-label={consoleMessages.close}
    onClick={onClick}
  >
    <Icon of={X} size={18} />
  </button>
)
