const path =
  'M4 2h12.2a8.2 8.2 0 0 1 4.3 15.2V20H24v6h-9v-6.5h-4.2V26H4zm11.6 5a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2z'

/** The logo: an R that looks like a key, with the hole in its bowl and the bit as its leg. */
export function Mark({ size, className }: { size: 14 | 24 | 28; className?: string | undefined }) {
  // The logo grows with the reader's font size, as the words beside it do.
  const rem = `${size / 16}rem`
  return (
    <svg className={className} width={rem} height={rem} viewBox="0 0 28 28" aria-hidden="true">
      <path d={path} fill="currentColor" fillRule="evenodd" />
    </svg>
  )
}
