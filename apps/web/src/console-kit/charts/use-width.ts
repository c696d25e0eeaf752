import { useLayoutEffect, useRef, useState } from 'react'

/** A chart's units at the usual font size. */
const usualFontSize = 16

/**
 * The width of an element in a chart's units, which grow with the reader's font size. Null until it
 * is measured.
 */
export function useWidth() {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState<number | null>(null)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return
    const measure = () => {
      const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      setWidth(Math.floor((measured.clientWidth * usualFontSize) / fontSize))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(measured)
    return () => observer.disconnect()
  }, [])
  return { element, width }
}
