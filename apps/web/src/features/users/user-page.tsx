import type { Message } from '@rekey/contracts/messages'
import { type ReactNode, useEffect, useState } from 'react'
import { Navigate, useLocation, useNavigate, useParams } from 'react-router'
import { useAskAnew, useUser, useUserMessages } from '../../console-kit/mails/use-user.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { Say } from '../../ui/say.tsx'
import type { ActDone } from './act-done.ts'
import { DeletedUser } from './deleted-user.tsx'
import { EditUser } from './edit-user.tsx'
import { LoadingUser } from './loading-user.tsx'
import { mayEdit } from './user-acts.ts'
import { UserDetails } from './user-details.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import type { UserTab } from './user-tabs.tsx'

type Props = {
  /** The user's events in the audit log, which another feature renders. */
  audit: (userId: string) => ReactNode
}

/** `/users/{id}` and below: a user's details, mails, audit events, and the form to edit them. */
export function UserPage({ audit }: Props) {
  const { id = '' } = useParams()
  // Start with fresh state for another user.
  return <OneUser key={id} id={id} audit={audit(id)} />
}

function OneUser({ id, audit }: { id: string; audit: ReactNode }) {
  const part = useParams()['*'] ?? ''
  const navigate = useNavigate()
  const viewer = useCaller()
  const found = useUser(id)
  const user = found.data
  const [done, setDone] = useArrival()
  // After a mail was sent from here, the status of the newest one is shown beside the name.
  const [isWatched, setWatched] = useState(done?.isInvitation === true)
  const [sent, setSent] = useState<Message | null>(null)
  const askAnew = useAskAnew()
  const mails = useUserMessages(id, viewer.permissions.includes('messages.read'))

  const finish = (result: ActDone) => {
    setDone(result)
    if (result.message) {
      setSent(result.message)
      setWatched(true)
    }
    if (!result.isDeleted) askAnew()
  }
  if (done?.isDeleted) return <DeletedUser name={user?.displayName ?? ''} done={done} />
  if (!user) return <LoadingUser of={found} />
  if (part === 'edit') {
    if (!mayEdit(user, viewer)) return <Navigate to={userPaths.overview(id)} replace />
    const leave = (result?: ActDone) => {
      setDone(result ?? null)
      if (result) askAnew()
      void navigate(userPaths.overview(id))
    }
    return <EditUser {...{ user, viewer }} onLeave={leave} />
  }
  const tab = tabs.find((each) => each === part) ?? 'overview'
  return (
    <UserDetails
      {...{ user, viewer, tab, done, mails, audit }}
      sent={isWatched ? (mails.data?.items[0] ?? sent) : null}
      onDone={finish}
      onCloseBanner={() => setDone(null)}
    />
  )
}

const tabs: readonly UserTab[] = ['mail', 'audit']

/** Passed to the page of a new user. It is shown once, and not again after a reload. */
export type Arrival = { readonly added: { readonly address: string | null } }

function useArrival() {
  const location = useLocation()
  const navigate = useNavigate()
  const added = (location.state as Arrival | null)?.added ?? null
  const state = useState<ActDone | null>(
    added && {
      words: <Added address={added.address} />,
      isInvitation: added.address !== null,
    },
  )
  useEffect(() => {
    if (added) void navigate(location.pathname, { replace: true, state: null })
  }, [added, location.pathname, navigate])
  return state
}

function Added({ address }: { address: string | null }) {
  if (address === null) return <Say text={userDetailsMessages.form.addedSilently} />
  return <Say text={userDetailsMessages.form.added} values={{ address }} />
}
