import type { Page } from '@playwright/test'

/** The items that a list shows from now on; what is sent to the same address still goes through. */
export const showList = (page: Page, path: RegExp, items: readonly object[]) =>
  page.route(path, (route) =>
    route.request().method() === 'GET'
      ? route.fulfill({ json: { items, nextCursor: null, prevCursor: null } })
      : route.fallback(),
  )
