/** Enough to know a person by, too little for a message of one's own in our mail. */
const longestName = 60

/** Something that mail programs turn into a link, or that passes for an address. */
const addressLike = /@|:\/\/|www\.|[\p{L}\p{N}-]\.\p{L}{2,}/iu

/**
 * A display name as a mail may show it. People choose their own: it may be made to reorder the
 * text around it, to break lines, or to pass for an address. Null: it isn't shown.
 */
export function shownName(displayName: string): string | null {
  const name = [...onOneLine(displayName)].slice(0, longestName).join('').trim()
  return name === '' || addressLike.test(name) ? null : name
}

/** Without bidi and other invisible characters (Cf), and without line breaks and controls. */
export const onOneLine = (value: string) =>
  value
    .replace(/\p{Cf}+/gu, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim()
