import type { Page } from '@playwright/test'
import type { User } from '@rekey/contracts/users'
import { oktaConnection } from './example-connection.ts'

const { id, name, resetUrl } = oktaConnection

/**
 * Makes the shown user sign in at a provider, as the API would answer, without a running provider.
 */
export const signsInWithOkta = (page: Page, opensConsole: boolean) =>
  page.route(/\/api\/v1\/users\/[0-9a-f-]+$/, async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    const user: User = await (await route.fetch()).json()
    const json: User = {
      ...user,
      signInMethod: 'sso',
      signsInWith: { id, name, resetUrl },
      opensConsole,
      passwordState: 'none',
      recovery: {
        ...user.recovery,
        purpose: 'console',
        method: 'code',
        refusal: opensConsole ? null : 'user-signs-in-elsewhere',
      },
    }
    return route.fulfill({ json })
  })
