import type { LucideIcon } from 'lucide-react'

/** An icon beside words: 1.5 px strokes at any size, and silent, since the words speak. */
export function Icon({ of: Drawing, size }: { of: LucideIcon; size: 15 | 16 | 18 | 20 }) {
  return (
    <Drawing
      size={size}
      strokeWidth={1.5}
      absoluteStrokeWidth
      aria-hidden="true"
      focusable="false"
    />
  )
}
