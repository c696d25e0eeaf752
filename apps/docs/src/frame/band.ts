import { markPath } from '../../../web/src/ui/mark-path.ts'
import { searchPage, startPage } from '../pages.ts'
import { longestQuery } from '../search/search-site.ts'
import { appAddress, pageAddress } from '../site-address.ts'
import { icon } from './icons.ts'

/**
 * The band over every page. Where there is little room, the menu is folded into it, and the search
 * is a page of its own. A script changes "Sign in" for people who have access to the console.
 */
export const renderBand = (name: string, menu: string): string => `<header class="band">
<a class="brand" href="${pageAddress(startPage, name)}">${renderMark('1.75rem')}Documentation</a>
<form class="search" role="search" action="${pageAddress(searchPage, name)}">
<label class="unseen" for="search">Search the documentation</label>
${icon('search')}
<input id="search" type="text" enterkeyhint="search" name="q" maxlength="${longestQuery}" placeholder="Search the documentation" autocomplete="off" autocapitalize="off" spellcheck="false">
<kbd aria-hidden="true">Ctrl K</kbd>
</form>
<a class="to-search" href="${pageAddress(searchPage, name)}" aria-label="Search the documentation">${icon('search', '1.375rem')}</a>
<details class="menu-fold"><summary aria-label="Menu">${icon('menu', '1.375rem')}</summary><nav class="links" aria-label="Pages">${menu}
<p class="group"><a class="to-console" href="${appAddress('/sign-in', name)}">Sign in</a></p></nav></details>
<a class="to-console" href="${appAddress('/sign-in', name)}" data-console="${appAddress('/', name)}">Sign in</a>
</header>`

export const renderMark = (size: string): string =>
  `<svg width="${size}" height="${size}" viewBox="0 0 28 28" aria-hidden="true"><path d="${markPath}" fill="currentColor" fill-rule="evenodd"/></svg>`
