/** Where the pages lie as Markdown. */
export const pagesFolder = new URL('..', import.meta.url)

/** The start page. GitHub shows a file of this name below the folder's listing. */
export const startPage = 'README'

/** Every page in the order of the menu, by the task that it helps with. */
export const pageGroups = [
  { title: 'Start', pages: ['quick-start', 'production', 'settings'] },
  { title: 'Administer', pages: ['users', 'roles', 'mail', 'sso'] },
  { title: 'Run', pages: ['operate', 'security', 'figures'] },
  { title: 'Develop', pages: ['integrate', 'webhooks', 'client', 'errors'] },
] as const

export const pageNames: readonly string[] = [
  startPage,
  ...pageGroups.flatMap(({ pages }) => [...pages]),
]
