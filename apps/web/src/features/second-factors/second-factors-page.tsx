import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useLocation, useOutletContext } from 'react-router'
import { createQueryClient, problemOf } from '../../console-kit/ask.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ownFactorsQuery } from '../../console-kit/own-factors-query.ts'
import { SignInAgain } from '../../console-kit/sign-in-again.tsx'
import { paths } from '../../paths.ts'
import type { FactorsState } from '../../public-kit/second-factor/factors-state.ts'
import ShownCodes from '../../public-kit/second-factor/shown-codes.tsx'
import type { CurrentSession } from '../../public-kit/use-session.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import type { NewApp } from './add-app-dialog.tsx'
import { type Done, DoneBanner } from './done-banner.tsx'
import { FactorsList } from './factors-list.tsx'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

const AddApp = lazy(() => import('./add-app.tsx'))

/**
 * `/account/second-factors`: the user's own ways to sign in. The session is null for users who must
 * add a second factor before they can do anything else.
 */
export default function SecondFactorsPage() {
  const session = useOutletContext<CurrentSession | null>()
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <SignInAgain who={session}>
        <Ways session={session} />
      </SignInAgain>
    </QueryClientProvider>
  )
}

function Ways({ session }: { session: CurrentSession | null }) {
  const { data: factors, error, refetch } = useQuery(ownFactorsQuery)
  const [app, setApp] = useState<NewApp | null>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const goOn = useGoOn(session)
  /** @param made the codes that came with the first second factor */
  const finish = (what: Done, made: readonly string[] | null = null) => {
    setApp(null)
    setCodes(made)
    setDone(what)
    void refetch()
    if (!made) goOn()
  }
  if (codes) {
    const leave = () => {
      setCodes(null)
      goOn()
    }
    return <ShownCodes codes={codes} alert={<DoneBanner done={done} />} onLeave={leave} />
  }
  if (app) {
    return (
      <Suspense>
        <AddApp app={app} onDone={finish} onCancel={() => setApp(null)} />
      </Suspense>
    )
  }
  if (factors) {
    return (
      <FactorsList
        {...{ session, factors, done }}
        onDone={finish}
        onCodes={(made) => {
          setDone(null)
          setCodes(made)
          void refetch()
        }}
        onApp={setApp}
      />
    )
  }
  const problem = problemOf(error)
  return (
    <Page
      title={text.title}
      failed={problem !== null}
      alert={
        <>
          {session && <BackLink to={paths.account}>{text.account}</BackLink>}
          <ProblemAlert problem={problem} retry={() => void refetch()} />
        </>
      }
    >
      {!problem && <p>{text.loading}</p>}
    </Page>
  )
}

/**
 * Users who had to add a second factor go on to where they wanted to go. The page is loaded anew,
 * because only now the server tells who they are.
 */
function useGoOn(session: CurrentSession | null) {
  const { returnTo } = (useLocation().state as FactorsState | null) ?? {}
  return () => {
    if (!session) window.location.replace(returnTo ?? paths.home)
  }
}
