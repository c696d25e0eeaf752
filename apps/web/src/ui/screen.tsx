import { Component, type ReactNode, Suspense } from 'react'
import { useLocation } from 'react-router'
import { messages } from '../messages.ts'
import { Button } from './button.tsx'
import formStyles from './form.module.css'
import { Page } from './page.tsx'
import { PublicFrame } from './public-frame.tsx'

type Props = {
  children: ReactNode
  /** Where nothing stands round it: a page that says that there is none needs the frame. */
  frameless?: boolean
}

/** Where a screen shows: nothing until it is fetched, and a way on when it can't be shown. */
export function Screen({ children, frameless = false }: Props) {
  const { pathname } = useLocation()
  return (
    <Boundary pathname={pathname} instead={frameless ? <FramedNotShown /> : <NotShown />}>
      <Suspense>{children}</Suspense>
    </Boundary>
  )
}

type BoundaryProps = { pathname: string; instead: ReactNode; children: ReactNode }
type BoundaryState = { readonly pathname: string; readonly failed: boolean }

class Boundary extends Component<BoundaryProps, BoundaryState> {
  static readonly getDerivedStateFromError = () => ({ failed: true })

  /** Another address may show another screen, so it gets a new try. */
  static readonly getDerivedStateFromProps = ({ pathname }: BoundaryProps, was: BoundaryState) =>
    was.pathname === pathname ? null : { pathname, failed: false }

  override readonly state = { pathname: '', failed: false }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children
  }
}

/** A script that couldn't be fetched stays so until the browser loads the page anew. */
const NotShown = () => (
  <Page title={messages.notShown} failed>
    <div className={formStyles.actions}>
      <Button look="primary" onClick={() => location.reload()}>
        {messages.tryAgain}
      </Button>
    </div>
  </Page>
)

const FramedNotShown = () => (
  <PublicFrame>
    <NotShown />
  </PublicFrame>
)
