import { keepInSight } from './current-heading.ts'

/** The list of calls is longer than most windows, so it is scrolled to the page being read. */
export function revealCurrentPage(): void {
  const menu = document.querySelector<HTMLElement>('.side')
  const current = menu?.querySelector<HTMLElement>('[aria-current="page"]')
  if (menu && current) keepInSight(menu, current)
}
