import { Component, type ReactNode, Suspense } from 'react'
import { useLocation } from 'react-router'
import { messages } from '../messages.ts'
import { Button } from './button.tsx'
import formStyles from './form.module.css'
import { Page } from './page.tsx'
import { PublicFrame } from './public-frame.tsx'

type Props = {
  children: ReactNode
  /** True for a screen without a frame around it, so that its error page brings one. */
  frameless?: boolean
}

/** Shows nothing until the screen is fetched, and an error page if it can't be shown. */
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

  /** Another address may show another screen, so clear the error and try again. */
  static readonly getDerivedStateFromProps = ({ pathname }: BoundaryProps, was: BoundaryState) =>
    was.pathname === pathname ? null : { pathname, failed: false }

  override readonly state = { pathname: '', failed: false }

  override render() {
    return this.state.failed ? this.props.instead : this.props.children
  }
}

/** The browser doesn't retry a script that failed to load until the page is loaded again. */
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
