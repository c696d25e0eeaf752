/** Where the pages lie as Markdown. */
export const pagesFolder = new URL('..', import.meta.url)

/** The start page. GitHub shows a file of this name below the folder's listing. */
export const startPage = 'README'

/** The page that lists every call of the API. The list is made from the API's description. */
export const referencePage = 'reference'

/** The page of search results. The server fills it in for browsers without scripts. */
export const searchPage = 'search'

/** Every page in the order of the menu, by what its reader wants to do. */
export const pageGroups: readonly { readonly title: string; readonly pages: readonly string[] }[] =
  [
    {
      title: 'Run it',
      pages: [
        'quick-start',
        'production',
        'deploy',
        'overview',
        'mail',
        'sso',
        'users',
        'many-users',
        'second-factors',
        'campaigns',
        'roles',
        'settings',
        'operate',
      ],
    },
    {
      title: 'Integrate',
      pages: [
        'integrate-quick-start',
        'integrate-in-an-afternoon',
        'authentication',
        'integrate',
        'errors',
        'limits',
        'idempotency',
        'paging',
        'webhooks',
        'client',
      ],
    },
    { title: 'Look up', pages: [referencePage, 'security', 'standards', 'figures', 'changelog'] },
  ]

/** Every page of the menu, beginning with the start page. */
export const pageNames: readonly string[] = [startPage, ...pageGroups.flatMap(({ pages }) => pages)]

/** Pages whose Markdown isn't in the folder of the pages. */
const elsewhere: Readonly<Record<string, string>> = { changelog: '../../.github/CHANGELOG.md' }

export const markdownFile = (name: string): URL =>
  new URL(elsewhere[name] ?? `${name}.md`, pagesFolder)
