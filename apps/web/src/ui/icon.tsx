import type { LucideIcon } from 'lucide-react'

/** `absoluteStrokeWidth` doesn't work for sizes that follow the reader's font size. */
const strokePixels = 1.5
const gridPixels = 24
const remPixels = 16

/**
 * A decorative icon beside words. Screen readers skip it, since the words say the same.
 * @param size in pixels at the default font size; it grows with the reader's font size
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
