import type { UserCounts } from '@rekey/contracts/overview'
import { ShareBar } from '../../console-kit/charts/share-bar.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import type { listPaths } from './list-paths.ts'
import { overviewMessages } from './overview-messages.ts'

const text = overviewMessages.users

type Props = { users: UserCounts; to: ReturnType<typeof listPaths> }

/** All users as of now. Users without a password are apart by the way they sign in. */
export function UsersByPassword({ users, to }: Props) {
  const { byPasswordState: state, noneBySignInMethod: none, total } = users
  const without = (signInMethod: string) => to.users({ passwordState: 'none', signInMethod })
  const inState = (passwordState: string) => to.users({ passwordState })
  return (
    <ShareBar
      title={text.title}
      note={countWords(total, text.totalOne, text.total)}
      shares={[
        { look: 'plain', words: text.set, count: state.set, to: inState('set') },
        { look: 'pale', words: text.sso, count: none.sso, to: without('sso') },
        { look: 'open', words: text.none, count: none.password, to: without('password') },
        {
          look: 'warn',
          words: text.mustChange,
          count: state['must-change'],
          to: inState('must-change'),
        },
        {
          look: 'warnOpen',
          words: text.temporary,
          count: state.temporary,
          to: inState('temporary'),
        },
        { look: 'bad', words: text.blocked, count: state.blocked, to: inState('blocked') },
      ]}
    />
  )
}
