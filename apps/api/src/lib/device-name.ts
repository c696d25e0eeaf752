import Bowser from 'bowser'

const browsers = [
  'Chrome',
  'Microsoft Edge',
  'Firefox',
  'Safari',
  'Opera',
  'Samsung Internet for Android',
]
const systems = ['Windows', 'macOS', 'Linux', 'Android', 'iOS', 'Chrome OS']

/**
 * "Chrome on Windows", from a fixed list, or null. A User-Agent is a stranger's text and the name
 * goes into mails, so only these fixed words are used.
 */
export function deviceName(userAgent: string | undefined): string | null {
  if (!userAgent) return null
  const { browser, os } = Bowser.parse(userAgent.slice(0, 512))
  const browserName = browsers.find((name) => name === browser.name)
  const systemName = systems.find((name) => name === os.name)
  if (!browserName || !systemName) return null
  return `${browserName.replace('Microsoft ', '').replace(' for Android', '')} on ${systemName}`
}
