import { markPath } from './mark-path.ts'

export function Mark({ size, className }: { size: 14 | 24 | 28; className?: string | undefined }) {
  // The logo grows with the reader's font size, as the words beside it do.
  const rem = `${size / 16}rem`
  return (
    <svg className={className} width={rem} height={rem} viewBox="0 0 28 28" aria-hidden="true">
      <path d={markPath} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
