import { lazy } from 'react'
import { Route, Routes } from 'react-router'
import { organizationPath, paths, rolePath, ssoConnectionPath } from '../../paths.ts'
import { PublicFrame } from '../../ui/public-frame.tsx'
import NotFoundPage from '../about/not-found-page.tsx'
import { ConsoleFrame } from './console-frame.tsx'
import { FirstSection } from './first-section.tsx'

const UsersPage = lazy(() => import('../users/users-page.tsx'))
const NewUserPage = lazy(() => import('../user/new-user-page.tsx'))
const UserPage = lazy(() => import('../user/user-page.tsx'))
const OrganizationsPage = lazy(() => import('../organizations/organizations-page.tsx'))
const OrganizationPage = lazy(() => import('../organizations/organization-page.tsx'))
const MessagesPage = lazy(() => import('../messages/messages-page.tsx'))
const MailHealthPage = lazy(() => import('../mail-health/mail-health-page.tsx'))
const AuditPage = lazy(() => import('../audit/audit-page.tsx'))
const RolesPage = lazy(() => import('../roles/roles-page.tsx'))
const NewRolePage = lazy(() => import('../roles/new-role-page.tsx'))
const RolePage = lazy(() => import('../roles/role-page.tsx'))
const SsoConnectionsPage = lazy(() => import('../sso-connections/sso-connections-page.tsx'))
const NewSsoConnectionPage = lazy(() => import('../sso-connections/new-sso-connection-page.tsx'))
const SsoConnectionPage = lazy(() => import('../sso-connections/sso-connection-page.tsx'))
const SettingsPage = lazy(() => import('../settings/settings-page.tsx'))

/** Table of contents of the console: a line a screen. Their roots stand in `paths.ts`. */
export default function Console() {
  return (
    <Routes>
      <Route element={<ConsoleFrame />}>
        <Route
          path={paths.users}
          element={
            <FirstSection>
              <UsersPage />
            </FirstSection>
          }
        />
        <Route path={paths.newUser} element={<NewUserPage />} />
        <Route path={`${paths.users}/:id/*`} element={<UserPage />} />
        <Route path={paths.organizations} element={<OrganizationsPage />} />
        <Route path={organizationPath(':id')} element={<OrganizationPage />} />
        <Route path={paths.messages} element={<MessagesPage />} />
        <Route path={paths.mailHealth} element={<MailHealthPage />} />
        <Route path={paths.audit} element={<AuditPage />} />
        <Route path={paths.roles} element={<RolesPage />} />
        <Route path={rolePath('new')} element={<NewRolePage />} />
        <Route path={rolePath(':id')} element={<RolePage />} />
        <Route path={paths.ssoConnections} element={<SsoConnectionsPage />} />
        <Route path={paths.newSsoConnection} element={<NewSsoConnectionPage />} />
        <Route path={`${ssoConnectionPath(':id')}/*`} element={<SsoConnectionPage />} />
        <Route path={paths.settings} element={<SettingsPage />} />
      </Route>
      <Route path="*" element={<Nowhere />} />
    </Routes>
  )
}

const Nowhere = () => (
  <PublicFrame>
    <NotFoundPage />
  </PublicFrame>
)
