/** Long enough to recognise a person, too short to put a message of their own into our mail. */
const longestName = 60

/** Text that mail programs turn into a link, or that looks like an address. */
const addressLike = /@|:\/\/|www\.|[\p{L}\p{N}-]\.\p{L}{2,}/iu

/**
 * A display name as a mail may show it. People choose their own, and could use it to reorder the
 * text around it, break lines, or imitate an address. Null: the name isn't shown.
 */
export function shownName(displayName: string): string | null {
  const name = [...onOneLine(displayName)].slice(0, longestName).join('').trim()
  return name === '' || addressLike.test(name) ? null : name
}

/** Removes bidi and other invisible characters (Cf), line breaks and control characters. */
export const onOneLine = (value: string) =>
  value
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
