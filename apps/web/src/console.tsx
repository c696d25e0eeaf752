import { type ComponentType, lazy, useEffect, useState } from 'react'
import { Route, Routes } from 'react-router'
import { ConsoleFrame } from './features/console/console-frame.tsx'
import { FirstSection } from './features/console/first-section.tsx'
import { OutageBanner } from './features/mail-health/outage-banner.tsx'
import {
  apiKeyPath,
  campaignPath,
  organizationPath,
  paths,
  rolePath,
  ssoConnectionPath,
  webhookPath,
} from './paths.ts'
import NotFoundPage from './public-kit/not-found-page.tsx'
import { PublicFrame } from './ui/public-frame.tsx'

const OverviewPage = lazy(() => import('./features/overview/overview-page.tsx'))
const UsersPage = lazy(() => import('./features/users/users-page.tsx'))
const NewUserPage = lazy(() => import('./features/users/new-user-page.tsx'))
const UserPage = lazy(() => import('./screens/user-screen.tsx'))
const OrganizationsPage = lazy(() => import('./features/organizations/organizations-page.tsx'))
const OrganizationPage = lazy(() => import('./screens/organization-screen.tsx'))
const MessagesPage = lazy(() => import('./features/messages/messages-page.tsx'))
const MailHealthPage = lazy(() => import('./features/mail-health/mail-health-page.tsx'))
const CampaignsPage = lazy(() => import('./features/campaigns/campaigns-page.tsx'))
const NewCampaignPage = lazy(() => import('./features/campaigns/new-campaign-page.tsx'))
const CampaignPage = lazy(() => import('./features/campaigns/campaign-page.tsx'))
const CampaignUsersPage = lazy(() => import('./features/campaigns/campaign-users-page.tsx'))
const AuditPage = lazy(() => import('./features/audit/audit-page.tsx'))
const RolesPage = lazy(() => import('./features/roles/roles-page.tsx'))
const NewRolePage = lazy(() => import('./features/roles/new-role-page.tsx'))
const RolePage = lazy(() => import('./features/roles/role-page.tsx'))
const SsoConnectionsPage = lazy(() => import('./features/sso-connections/sso-connections-page.tsx'))
const NewSsoConnectionPage = lazy(
  () => import('./features/sso-connections/new-sso-connection-page.tsx'),
)
const SsoConnectionPage = lazy(() => import('./features/sso-connections/sso-connection-page.tsx'))
const ApiKeysPage = lazy(() => import('./features/api-keys/api-keys-page.tsx'))
const NewApiKeyPage = lazy(() => import('./features/api-keys/new-api-key-page.tsx'))
const ApiKeyPage = lazy(() => import('./features/api-keys/api-key-page.tsx'))
const WebhooksPage = lazy(() => import('./features/webhooks/webhooks-page.tsx'))
const NewWebhookPage = lazy(() => import('./features/webhooks/new-webhook-page.tsx'))
const WebhookPage = lazy(() => import('./features/webhooks/webhook-page.tsx'))
const SettingsPage = lazy(() => import('./features/settings/settings-page.tsx'))

/** The console's table of screens, one line each. `paths.ts` has the start of their addresses. */
export default function Console() {
  const palette = usePalette()
  return (
    <Routes>
      <Route element={<ConsoleFrame banner={<OutageBanner />} palette={palette} />}>
        <Route
          path={paths.overview}
          element={
            <FirstSection at={paths.overview}>
              <OverviewPage />
            </FirstSection>
          }
        />
        <Route
          path={paths.users}
          element={
            <FirstSection at={paths.users}>
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
        <Route path={paths.campaigns} element={<CampaignsPage />} />
        <Route path={paths.newCampaign} element={<NewCampaignPage />} />
        <Route path={campaignPath(':id')} element={<CampaignPage />} />
        <Route path={`${campaignPath(':id')}/users`} element={<CampaignUsersPage />} />
        <Route path={paths.audit} element={<AuditPage />} />
        <Route path={paths.roles} element={<RolesPage />} />
        <Route path={rolePath('new')} element={<NewRolePage />} />
        <Route path={rolePath(':id')} element={<RolePage />} />
        <Route path={paths.ssoConnections} element={<SsoConnectionsPage />} />
        <Route path={paths.newSsoConnection} element={<NewSsoConnectionPage />} />
        <Route path={`${ssoConnectionPath(':id')}/*`} element={<SsoConnectionPage />} />
        <Route path={paths.apiKeys} element={<ApiKeysPage />} />
        <Route path={paths.newApiKey} element={<NewApiKeyPage />} />
        <Route path={apiKeyPath(':id')} element={<ApiKeyPage />} />
        <Route path={paths.webhooks} element={<WebhooksPage />} />
        <Route path={paths.newWebhook} element={<NewWebhookPage />} />
        <Route path={webhookPath(':id')} element={<WebhookPage />} />
        <Route path={paths.settings} element={<SettingsPage />} />
      </Route>
      <Route path="*" element={<Nowhere />} />
    </Routes>
  )
}

/**
 * The palette, loaded ahead: what is typed right after Ctrl+K must not be lost. With `lazy`, React
 * would show it 300 ms later, even after it has loaded.
 */
function usePalette(): ComponentType<{ onClose: () => void }> | null {
  const [Palette, setPalette] = useState<ComponentType<{ onClose: () => void }> | null>(null)
  useEffect(() => {
    void import('./screens/palette-screen.tsx').then((loaded) => setPalette(() => loaded.default))
  }, [])
  return Palette
}

const Nowhere = () => (
  <PublicFrame>
    <NotFoundPage />
  </PublicFrame>
)
