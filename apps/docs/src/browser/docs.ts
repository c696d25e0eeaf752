import { makeTabs } from './code-tabs.ts'
import { showWayToConsole } from './console-link.ts'
import { addCopyButtons } from './copy-code.ts'
import { followHeadings } from './current-heading.ts'
import { closeMenuWhenLeft, revealCurrentPage } from './current-page.ts'
import { prepareSearch } from './search.ts'

/** What scripts add to a page. Everything can be read and used without them. */
if (document.readyState === 'loading') {
  await new Promise((done) => document.addEventListener('DOMContentLoaded', done))
}
makeTabs()
addCopyButtons()
revealCurrentPage()
closeMenuWhenLeft()
followHeadings()
prepareSearch()
await showWayToConsole()
