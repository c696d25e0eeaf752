/** How to reach the help desk: what the settings say, the words that link, and where to. */
export type Support = { readonly text: string; readonly href: string | null }

/**
 * The support address may be an e-mail address, a web address or a telephone number, with words
 * before it or not ("Help desk: +44 20 7946 0321"). What is none of these is shown without a link.
 */
export function readSupport(address: string): Support {
  const text = address.trim()
  const url = /\bhttps?:\/\/\S+/i.exec(text)?.[0]
  if (url) return { text, href: url }
  const mail = /[^\s@<>:]+@[^\s@<>]+/.exec(text)?.[0]
  if (mail) return { text, href: `mailto:${mail}` }
  const phone = /\+?\d[\d\s()./-]{4,}\d/.exec(text)?.[0]
  if (phone) return { text, href: `tel:${phone.replace(/[^\d+]/g, '')}` }
  return { text, href: null }
}

/** In the footer it says what it is, unless the settings' own words do. */
export function supportLabel(support: Support, helpDesk: string): string {
  const bare = /^(https?:\/\/\S+|[^\s@]+@[^\s@]+|[+\d\s()./-]+)$/i.test(support.text)
  return bare ? `${helpDesk}: ${support.text.replace(/^https?:\/\//i, '')}` : support.text
}
