import { lazy, Suspense } from 'react'
import { Outlet, Route, Routes } from 'react-router'
import { NotFoundPage } from './features/about/not-found-page.tsx'
import { HomePage } from './features/account/home-page.tsx'
import { ResetPage } from './features/password-reset/reset-page.tsx'
import { ResetSentPage } from './features/password-reset/reset-sent-page.tsx'
import { SignInPage } from './features/sign-in/sign-in-page.tsx'
import { organizationPath, paths } from './paths.ts'
import { PublicFrame } from './ui/public-frame.tsx'

// What signing in and resetting don't need is fetched when it is gone to.
const NotMePage = lazy(() => import('./features/password-reset/not-me-page.tsx'))
const ConfirmAddressPage = lazy(() => import('./features/address-check/confirm-address-page.tsx'))
const AccountFrame = lazy(() => import('./features/account/account-frame.tsx'))
const AccountPage = lazy(() => import('./features/account/account-page.tsx'))
const ChangePasswordPage = lazy(() => import('./features/account/change-password-page.tsx'))
const SetPasswordPage = lazy(() => import('./features/set-password/set-password-page.tsx'))
const MailboxPage = lazy(() => import('./features/mailbox/mailbox-page.tsx'))
// The console lies apart, frame and widgets and all.
const ConsoleFrame = lazy(() => import('./features/console/console-frame.tsx'))
const UsersPage = lazy(() => import('./features/users/users-page.tsx'))
const NewUserPage = lazy(() => import('./features/user/new-user-page.tsx'))
const UserPage = lazy(() => import('./features/user/user-page.tsx'))
const OrganizationsPage = lazy(() => import('./features/organizations/organizations-page.tsx'))
const OrganizationPage = lazy(() => import('./features/organizations/organization-page.tsx'))
const MessagesPage = lazy(() => import('./features/messages/messages-page.tsx'))
const MailHealthPage = lazy(() => import('./features/mail-health/mail-health-page.tsx'))
const AuditPage = lazy(() => import('./features/audit/audit-page.tsx'))
const SettingsPage = lazy(() => import('./features/settings/settings-page.tsx'))
const AccessibilityPage = lazy(() => import('./features/about/accessibility-page.tsx'))

/** Table of contents: a line a screen. */
export function App() {
  return (
    <Suspense>
      <Routes>
        <Route path={paths.mailbox} element={<MailboxPage />} />
        <Route path={paths.setPassword} element={<SetPasswordPage />} />
        <Route path={paths.account} element={<AccountFrame />}>
          <Route index element={<AccountPage />} />
          <Route path={paths.changePassword} element={<ChangePasswordPage />} />
        </Route>
        <Route element={<ConsoleFrame />}>
          <Route path={paths.users} element={<UsersPage />} />
          <Route path={paths.newUser} element={<NewUserPage />} />
          <Route path={`${paths.users}/:id/*`} element={<UserPage />} />
          <Route path={paths.organizations} element={<OrganizationsPage />} />
          <Route path={organizationPath(':id')} element={<OrganizationPage />} />
          <Route path={paths.messages} element={<MessagesPage />} />
          <Route path={paths.mailHealth} element={<MailHealthPage />} />
          <Route path={paths.audit} element={<AuditPage />} />
          <Route path={paths.settings} element={<SettingsPage />} />
        </Route>
        <Route element={<PublicPages />}>
          <Route path={paths.home} element={<HomePage />} />
          <Route path={paths.signIn} element={<SignInPage />} />
          <Route path={paths.resetSent} element={<ResetSentPage />} />
          <Route path={paths.reset} element={<ResetPage />} />
          <Route path={paths.notMe} element={<NotMePage />} />
          <Route path={paths.confirmAddress} element={<ConfirmAddressPage />} />
          <Route path={paths.accessibility} element={<AccessibilityPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
      </Routes>
    </Suspense>
  )
}

/** The frame stays while one page gives way to the next. */
function PublicPages() {
  return (
    <PublicFrame>
      <Suspense>
        <Outlet />
      </Suspense>
    </PublicFrame>
  )
}
