/** Domains of mail providers with very many users. */
const bigDomains = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'outlook.de',
  'outlook.fr',
  'hotmail.com',
  'hotmail.co.uk',
  'hotmail.de',
  'hotmail.fr',
  'hotmail.it',
  'hotmail.es',
  'live.com',
  'live.co.uk',
  'live.nl',
  'yahoo.com',
  'yahoo.co.uk',
  'yahoo.co.jp',
  'yahoo.de',
  'yahoo.fr',
  'yahoo.es',
  'yahoo.it',
  'icloud.com',
  'protonmail.com',
  'proton.me',
  't-online.de',
  'freenet.de',
  'comcast.net',
  'verizon.net',
  'btinternet.com',
  'orange.fr',
  'wanadoo.fr',
  'laposte.net',
  'libero.it',
  'yandex.ru',
  'qq.com',
  '163.com',
  '126.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'gmx.com',
  'web.de',
  'aol.com',
  'me.com',
  'mac.com',
  'msn.com',
]

/** Real domains that are one letter away from a big one. */
const lookAlikes = ['mail.com', 'email.com', 'ymail.com', 'fmail.com', 'love.com']

/** Names with so few letters have too many real neighbours. */
const shortestName = 4

/**
 * The big domain that was probably meant, if this one differs by a single typing mistake: a letter
 * too many, too few or wrong, or two swapped. Null: there is none, or it is a big one itself.
 */
export function likelyDomain(domain: string): string | null {
  const typed = domain.toLowerCase()
  if (bigDomains.includes(typed) || lookAlikes.includes(typed)) return null
  const meant = bigDomains.find(
    (big) => big.indexOf('.') >= shortestName && isOneMistakeAway(typed, big),
  )
  return meant ?? null
}

/** Removes the common beginning and end; the rest shows which mistake it was. */
function isOneMistakeAway(typed: string, meant: string): boolean {
  let start = 0
  while (start < meant.length && typed[start] === meant[start]) start += 1
  let end = 0
  const shorter = Math.min(typed.length, meant.length) - start
  while (end < shorter && typed.at(-1 - end) === meant.at(-1 - end)) end += 1
  const wrong = typed.slice(start, typed.length - end)
  const right = meant.slice(start, meant.length - end)
  const isSwapped = wrong.length === 2 && wrong === [...right].reverse().join('')
  return isSwapped || (wrong.length <= 1 && right.length <= 1)
}
