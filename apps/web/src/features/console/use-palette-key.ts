import { useEffect, useEffectEvent } from 'react'
import { isSearchKey } from '../../ui/is-search-key.ts'

/**
 * Ctrl+K or ⌘K opens the palette. The modifier key prevents speech input or a stray key from
 * triggering it (WCAG 2.1.4).
 */
export function usePaletteKey(onOpen: () => void) {
  const open = useEffectEvent(onOpen)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isSearchKey(event)) return
      event.preventDefault()
      // An open dialog must be answered first.
      if (!document.querySelector('[role$=dialog]')) open()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
