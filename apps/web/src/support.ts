/** How to reach the help desk: the text of the setting, and the address that it links to. */
type Support = { readonly text: string; readonly href: string | null }

/**
 * Reads the support setting: an e-mail address, a web address or a telephone number, with or
 * without words before it ("Help desk: +44 20 7946 0321"). Any other text is shown without a link.
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

/** Adds a label in the footer, unless the setting has its own words. */
export function supportLabel(support: Support, helpDesk: string): string {
  const bare = /^(https?:\/\/\S+|[^\s@]+@[^\s@]+|[+\d\s()./-]+)$/i.test(support.text)
  return bare ? `${helpDesk}: ${support.text.replace(/^https?:\/\//i, '')}` : support.text
}
