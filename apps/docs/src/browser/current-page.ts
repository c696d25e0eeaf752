import { keepInSight } from './current-heading.ts'

/** The list of calls is longer than most windows, so it is scrolled to the page being read. */
export function revealCurrentPage(): void {
  const menu = document.querySelector<HTMLElement>('.side')
  const current = menu?.querySelector<HTMLElement>('[aria-current="page"]')
  if (menu && current) keepInSight(menu, current)
}

/** The menu of small screens closes as menus do: on Escape, and when the reader goes elsewhere. */
export function closeMenuWhenLeft(): void {
  const fold = document.querySelector<HTMLDetailsElement>('.menu-fold')
  fold?.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape' || !fold.open) return
    fold.open = false
    fold.querySelector('summary')?.focus()
  })
  document.addEventListener('click', ({ target }) => {
    if (fold && target instanceof Node && !fold.contains(target)) fold.open = false
  })
}
