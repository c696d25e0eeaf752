import type { LucideIcon } from 'lucide-react'

/** What `absoluteStrokeWidth` can't do for sizes that follow the reader's font size. */
const strokePixels = 1.5
const gridPixels = 24
const remPixels = 16

/**
 * An icon beside words, silent, since the words speak.
 * @param size in pixels at the usual font size; it grows with the reader's
 */
export function Icon({ of: Drawing, size }: { of: LucideIcon; size: 15 | 16 | 18 | 20 }) {
  return (
    <Drawing
      size={`${size / remPixels}rem`}
      strokeWidth={(strokePixels * gridPixels) / size}
      aria-hidden="true"
      focusable="false"
    />
  )
}
