/**
 * Whether this is the URL of a service that may name a user and a password. A password with an
 * unescaped "#", "/" or "?" ends the host too early. If it starts with digits, the URL is still
 * valid, but leads elsewhere.
 */
export function isServiceUrl(value: string, protocols: RegExp): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, hostname, pathname, search, hash } = new URL(value)
  if (!protocols.test(protocol.slice(0, -1)) || hash !== '') return false
  const isCutOff = username === '' && hostname !== '' && `${pathname}${search}`.includes('@')
  return !isCutOff
}

/** Redis' client ends the process if it can't read the password or the number of the database. */
export function isRedisUrl(value: string): boolean {
  if (!isServiceUrl(value, /^rediss?$/)) return false
  const { username, password, pathname } = new URL(value)
  return /^(?:\/\d*)?$/.test(pathname) && isPercentEncoded(`${username}${password}`)
}

function isPercentEncoded(value: string): boolean {
  try {
    decodeURIComponent(value)
    return true
  } catch {
    return false
  }
}
