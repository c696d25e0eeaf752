import type { KeyboardEvent } from 'react'

const selector = '[data-row-link]'

/** ↑ and ↓ move between the rows' links. Tab works too. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  const link = (event.target as HTMLElement).closest(selector)
  if (!step || !link || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)]
  const next = links[links.indexOf(link as HTMLElement) + step]
  event.preventDefault()
  next?.focus()
}

export const focusFirstRow = () => document.querySelector<HTMLElement>(selector)?.focus()
