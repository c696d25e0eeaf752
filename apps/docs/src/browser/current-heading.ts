/** Below the band, in pixels: a heading that has come this far is the one being read. */
const readingLine = 140

/** Marks the section being read in "On this page". */
export function followHeadings(): void {
  const contents = document.querySelector<HTMLElement>('.contents')
  const links = [...(contents?.querySelectorAll<HTMLAnchorElement>('a[href^="#"]') ?? [])]
  const sections = links.flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    return heading ? [{ link, heading }] : []
  })
  if (!contents || sections.length === 0) return
  const mark = () => {
    const current = isAtEnd()
      ? sections.at(-1)
      : sections.findLast(({ heading }) => isPassed(heading))
    for (const { link } of sections) {
      if (link === (current ?? sections[0])?.link) link.setAttribute('aria-current', 'location')
      else link.removeAttribute('aria-current')
    }
    keepInSight(contents, (current ?? sections[0])?.link)
  }
  let isPlanned = false
  const plan = () => {
    if (isPlanned) return
    isPlanned = true
    requestAnimationFrame(() => {
      isPlanned = false
      mark()
    })
  }
  for (const event of ['scroll', 'resize', 'hashchange']) {
    window.addEventListener(event, plan, { passive: true })
  }
  mark()
}

const isPassed = (heading: HTMLElement) => heading.getBoundingClientRect().top <= readingLine

/** The last sections of a page may be too short to reach the line. */
const isAtEnd = () => {
  const { scrollHeight, clientHeight } = document.documentElement
  return window.scrollY > 0 && window.scrollY + clientHeight >= scrollHeight - 2
}

/** A long list of sections scrolls by itself. The page must not move for it. */
export function keepInSight(box: HTMLElement, link: HTMLElement | undefined): void {
  if (!link) return
  const [inner, outer] = [link.getBoundingClientRect(), box.getBoundingClientRect()]
  if (inner.top < outer.top) box.scrollTop += inner.top - outer.top - inner.height
  else if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom + inner.height
}
