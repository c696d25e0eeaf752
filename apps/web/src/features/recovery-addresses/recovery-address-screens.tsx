import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Route, Routes, useOutletContext } from 'react-router'
import { createQueryClient, problemOf } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { SignInAgain } from '../../console-kit/sign-in-again.tsx'
import { paths } from '../../paths.ts'
import NotFoundPage from '../../public-kit/not-found-page.tsx'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { ConfirmRecoveryAddressPage } from './confirm-recovery-address-page.tsx'
import { type Done, ownAddressesQuery } from './own-addresses.ts'
import { recoveryAddressesMessages as text } from './recovery-addresses-messages.ts'
import { RecoveryAddressesPage } from './recovery-addresses-page.tsx'

/**
 * `/account/recovery-addresses` and below: the user's further addresses, and the code of a new one.
 */
export default function RecoveryAddressScreens() {
  const session = useOutletContext<CurrentSession>()
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <SignInAgain who={session}>
        <Screens session={session} />
      </SignInAgain>
    </QueryClientProvider>
  )
}

function Screens({ session }: { session: CurrentSession }) {
  const { data: addresses, error, refetch } = useQuery(ownAddressesQuery)
  const [done, setDone] = useState<Done | null>(null)
  if (!addresses) return <NotThere problem={problemOf(error)} retry={() => void refetch()} />
  return (
    <Routes>
      <Route
        index
        element={<RecoveryAddressesPage {...{ session, addresses, done }} onDone={setDone} />}
      />
      <Route
        path=":id"
        element={<ConfirmRecoveryAddressPage {...{ addresses }} onDone={setDone} />}
      />
      <Route path="*" element={<NotFoundPage />} />
    </Routes>
  )
}

type NotThereProps = { problem: ReturnType<typeof problemOf>; retry: () => void }

const NotThere = ({ problem, retry }: NotThereProps) => (
  <Page
    title={text.title}
    failed={problem !== null}
    alert={
      <>
        <BackLink to={paths.account}>{text.account}</BackLink>
        <ProblemAlert {...{ problem, retry }} />
      </>
    }
  >
    {!problem && <p>{text.loading}</p>}
  </Page>
)
