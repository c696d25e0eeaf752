import { Plus } from 'lucide-react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { Empty } from '../../console-kit/empty.tsx'
import { ListFrame } from '../../console-kit/list-frame.tsx'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'
import styles from './sso-connections-page.module.css'
import { SsoConnectionsTable } from './sso-connections-table.tsx'
import { mostShown, useSsoConnections } from './use-sso-connections.ts'

/** `/sso-connections`: the identity providers and their status. */
export default function SsoConnectionsPage() {
  const { list: connections, problem, isSettled, isFetching, again } = useSsoConnections()
  const { isRestoring, remember } = useRestoredPlace(connections !== undefined)
  const count = connections?.items.length
  const announced = countWords(count ?? 0, text.foundOne, text.found)
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring}
      actions={<Add look="primary" />}
      notice={<Deleted words={text.delete} />}
    >
      <p className={styles.intro}>{text.intro}</p>
      <ListFrame
        announcement={isSettled ? announced : isFetching ? text.loadingList : ''}
        problem={problem && text.couldNotLoadList}
        onAgain={again}
        cursor={undefined}
        isSettled={isSettled}
        isDimmed={false}
        empty={
          count === 0 && (
            <Empty title={text.none} text={text.noneText} action={<Add look="secondary" />} />
          )
        }
        rows={
          count !== 0 &&
          (connections || !problem) && (
            <SsoConnectionsTable connections={connections?.items ?? null} onFollow={remember} />
          )
        }
        foot={
          connections?.nextCursor && (
            <p className={styles.intro}>{fill(text.newestOnly, { count: mostShown })}</p>
          )
        }
      />
    </ConsolePage>
  )
}

const Add = ({ look }: { look: 'primary' | 'secondary' }) => (
  <ButtonLink to={paths.newSsoConnection} look={look}>
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)
