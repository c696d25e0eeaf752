/**
 * Keeps the focus from falling to the body. When the focused element leaves the page (a closed
 * banner, a removed row), the heading of its section gets the focus. A keyboard or screen reader
 * then goes on from there (WCAG 2.4.3). Code that moves the focus on purpose runs earlier, and its
 * choice stays.
 */
export function keepFocus(page: Document) {
  let around: readonly Element[] = []
  page.addEventListener('focusin', ({ target }) => {
    around = target instanceof Element ? ancestorsOf(target) : []
  })
  const look = () => {
    const isLost = around[0]?.isConnected === false && page.activeElement === page.body
    if (isLost) headingNear(around)?.focus()
  }
  new MutationObserver(() => {
    // Wait, as a dialog gives the focus back a moment after it has left the page.
    if (around[0]?.isConnected === false) setTimeout(() => requestAnimationFrame(look))
  }).observe(page.body, { childList: true, subtree: true })
}

function ancestorsOf(element: Element): Element[] {
  const above = element.parentElement
  return [element, ...(above ? ancestorsOf(above) : [])]
}

/** Finds the heading in the nearest part still on the page. It needs `tabindex` to take focus. */
function headingNear(around: readonly Element[]): HTMLElement | null {
  for (const part of around.filter(({ isConnected }) => isConnected)) {
    const heading = part.querySelector<HTMLElement>('h1[tabindex], h2[tabindex], [role=dialog]')
    if (heading) return heading
  }
  return null
}
