import { coloursPath } from '@rekey/contracts/accent-palette'
import { logoPath } from '@rekey/contracts/logo'
import type { Settings } from '@rekey/contracts/settings'
import { type Site, siteNews } from '../../site.ts'

/** Shows what was saved on this page too. Other pages load with it. */
export function showBrand(site: Site, saved: Settings): void {
  const { organizationName, supportAddress, accentColour, logo } = saved
  const { rememberDeviceDays, factorRecoveryHours } = saved
  for (const link of document.querySelectorAll('link[href^="/branding/"]')) link.remove()
  if (accentColour !== null) {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = coloursPath(accentColour)
    document.head.append(link)
  }
  const brand = { organizationName, supportAddress, accentColour, logo: logo && logoPath(logo) }
  const detail = { ...site, ...brand, rememberDeviceDays, factorRecoveryHours }
  siteNews.dispatchEvent(new CustomEvent('changed', { detail }))
}
