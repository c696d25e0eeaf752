import { lazy } from 'react'
import { Outlet, Route, Routes, useLocation } from 'react-router'
import { HomePage } from './features/account/home-page.tsx'
import { ResetPage } from './features/password-reset/reset-page.tsx'
import { SignInPage } from './features/sign-in/sign-in-page.tsx'
import { isOfConsole, paths } from './paths.ts'
import { PublicFrame } from './ui/public-frame.tsx'
import { Screen } from './ui/screen.tsx'

// These screens are loaded on demand, as signing in and resetting don't need them.
const ResetSentPage = lazy(() => import('./features/password-reset/reset-sent-page.tsx'))
const NotMePage = lazy(() => import('./features/password-reset/not-me-page.tsx'))
const SsoScreens = lazy(() => import('./features/sso/sso-screens.tsx'))
const ConfirmAddressPage = lazy(() => import('./features/address-check/confirm-address-page.tsx'))
const AccountFrame = lazy(() => import('./features/account/account-frame.tsx'))
const AccountPage = lazy(() => import('./features/account/account-page.tsx'))
const ChangePasswordPage = lazy(() => import('./features/account/change-password-page.tsx'))
const SecondFactorsPage = lazy(() => import('./features/second-factors/second-factors-page.tsx'))
const RecoveryAddressScreens = lazy(
  () => import('./features/recovery-addresses/recovery-address-screens.tsx'),
)
const SetPasswordPage = lazy(() => import('./features/set-password/set-password-page.tsx'))
const MailboxPage = lazy(() => import('./features/mailbox/mailbox-page.tsx'))
// The console is loaded separately, with its frame, widgets and table of screens.
const Console = lazy(() => import('./console.tsx'))
const AccessibilityPage = lazy(() => import('./features/about/accessibility-page.tsx'))
const NotFoundPage = lazy(() => import('./public-kit/not-found-page.tsx'))

/** Shows a public screen or the console, depending on the address. */
export function App() {
  const { pathname } = useLocation()
  return <Screen frameless>{isOfConsole(pathname) ? <Console /> : <Screens />}</Screen>
}

/** The table of screens, one line each. */
function Screens() {
  return (
    <Routes>
      <Route path={paths.mailbox} element={<MailboxPage />} />
      <Route path={paths.setPassword} element={<SetPasswordPage />} />
      <Route path={paths.account} element={<AccountFrame />}>
        <Route index element={<AccountPage />} />
        <Route path={paths.changePassword} element={<ChangePasswordPage />} />
        <Route path={paths.secondFactors} element={<SecondFactorsPage />} />
        <Route path={`${paths.recoveryAddresses}/*`} element={<RecoveryAddressScreens />} />
      </Route>
      <Route element={<PublicPages />}>
        <Route path={paths.home} element={<HomePage />} />
        <Route path={paths.signIn} element={<SignInPage />} />
        <Route path={paths.resetSent} element={<ResetSentPage />} />
        <Route path={paths.reset} element={<ResetPage />} />
        <Route path={paths.notMe} element={<NotMePage />} />
        <Route path={paths.confirmAddress} element={<ConfirmAddressPage />} />
        <Route path={paths.ssoScreens} element={<SsoScreens />} />
        <Route path={paths.accessibility} element={<AccessibilityPage />} />
        <Route path="*" element={<NotFoundPage />} />
      </Route>
    </Routes>
  )
}

/** Keeps the frame when one page replaces another. */
function PublicPages() {
  return (
    <PublicFrame>
      <Screen>
        <Outlet />
      </Screen>
    </PublicFrame>
  )
}
