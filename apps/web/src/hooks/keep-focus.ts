/**
 * Focus never falls to the body: when the element that holds it leaves the page (a closed banner, a
 * removed row), it goes to the heading of what that element stood in, so that a keyboard or a screen
 * reader goes on from there (WCAG 2.4.3). Whoever moves the focus on purpose is faster and wins.
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
    // Dialogs give the focus back a moment after they have left.
    if (around[0]?.isConnected === false) setTimeout(() => requestAnimationFrame(look))
  }).observe(page.body, { childList: true, subtree: true })
}

function ancestorsOf(element: Element): Element[] {
  const above = element.parentElement
  return [element, ...(above ? ancestorsOf(above) : [])]
}

/** The heading in the nearest part of the page that is still there; it must take focus (`tabindex`). */
function headingNear(around: readonly Element[]): HTMLElement | null {
  for (const part of around.filter(({ isConnected }) => isConnected)) {
    const heading = part.querySelector<HTMLElement>('h1[tabindex], h2[tabindex], [role=dialog]')
    if (heading) return heading
  }
  return null
}
