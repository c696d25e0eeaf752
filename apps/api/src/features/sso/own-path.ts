/**
 * The path to return to, if it is one of ours; otherwise null. An attacker who could name another
 * site would let our sign-in lead to a page that imitates ours (ASVS 3.7.2).
 */
export function ownPath(typed: string | undefined, publicUrl: string): string | null {
  if (!typed || typed.length > 2_000) return null
  // Browsers treat `\` as `/`, and ignore tabs and line breaks.
  if (!/^\/(?![/\\])/.test(typed) || /[\p{Cc}\\]/u.test(typed)) return null
  const url = URL.parse(typed, publicUrl)
  if (url?.origin !== new URL(publicUrl).origin) return null
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith('//') ? null : path
}

/** The same where a provider may have been given the whole address of a page of ours. */
export function ownPathIn(given: string | undefined, publicUrl: string): string | null {
  const isAddress = given?.startsWith(`${publicUrl}/`) ?? false
  return ownPath(isAddress ? given?.slice(publicUrl.length) : given, publicUrl)
}
