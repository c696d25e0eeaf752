import { element } from './element.ts'
import { readLanguage, rememberLanguage } from './remembered-language.ts'

/** The blocks of one call, each with its tab. */
type Group = {
  readonly root: HTMLElement
  readonly panels: readonly HTMLElement[]
  readonly tabs: readonly HTMLButtonElement[]
}

/** Makes tabs of blocks that show the same call. All groups of a page show the same language. */
export function makeTabs(): void {
  const groups = [...document.querySelectorAll<HTMLElement>('.tabs')].map(makeGroup)
  const choose = (language: string, from?: Group) => {
    const top = from?.root.getBoundingClientRect().top ?? 0
    for (const group of groups) show(group, language)
    // Groups above may have become shorter or longer. The one that was used stays where it is.
    if (from)
      window.scrollBy({ top: from.root.getBoundingClientRect().top - top, behavior: 'instant' })
  }
  for (const group of groups) {
    for (const tab of group.tabs) {
      tab.addEventListener('click', () => {
        rememberLanguage(tab.textContent ?? '')
        choose(tab.textContent ?? '', group)
      })
    }
    group.root.addEventListener('keydown', (event) => moveWithin(group, event))
  }
  choose(readLanguage() ?? '')
}

function makeGroup(root: HTMLElement, at: number): Group {
  const panels = [...root.querySelectorAll<HTMLElement>('.code')]
  const tabs = panels.map((panel, index) => {
    const id = `tab-${at}-${index}`
    panel.id = `panel-${at}-${index}`
    panel.setAttribute('role', 'tabpanel')
    panel.setAttribute('aria-labelledby', id)
    const attributes = { type: 'button', role: 'tab', id, 'aria-controls': panel.id }
    return element('button', attributes, panel.dataset.language ?? '')
  })
  const list = element('div', { role: 'tablist', 'aria-label': 'Language' }, ...tabs)
  root.prepend(element('div', { class: 'code-head' }, list))
  root.classList.add('is-ready')
  return { root, panels, tabs }
}

/** A language that the group doesn't have leaves its first one. */
function show({ panels, tabs }: Group, language: string): void {
  const found = panels.findIndex((panel) => panel.dataset.language === language)
  const chosen = Math.max(found, 0)
  for (const [index, panel] of panels.entries()) {
    const isChosen = index === chosen
    panel.hidden = !isChosen
    tabs[index]?.setAttribute('aria-selected', String(isChosen))
    tabs[index]?.setAttribute('tabindex', isChosen ? '0' : '-1')
  }
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 }

function moveWithin({ tabs }: Group, event: KeyboardEvent): void {
  const at = tabs.indexOf(event.target as HTMLButtonElement)
  if (at < 0) return
  const ends: Readonly<Record<string, number>> = { Home: 0, End: tabs.length - 1 }
  const step = steps[event.key]
  const next = step ? (at + step + tabs.length) % tabs.length : ends[event.key]
  const tab = next === undefined ? undefined : tabs[next]
  if (!tab) return
  event.preventDefault()
  tab.click()
  tab.focus()
}
