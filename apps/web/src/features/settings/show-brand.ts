import { coloursPath } from '@rekey/contracts/accent-palette'
import type { site as contract } from '@rekey/contracts/site'
import { call } from '../../api.ts'
import { siteNews } from '../../site.ts'

/** Shows a new name, logo and colour on this page too. Other pages load with them. */
export async function showBrand(accentColour: string | null): Promise<void> {
  for (const link of document.querySelectorAll('link[href^="/branding/"]')) link.remove()
  if (accentColour !== null) {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    link.href = coloursPath(accentColour)
    document.head.append(link)
  }
  const site = await call<typeof contract>('GET /site')
  if (site.ok) siteNews.dispatchEvent(new CustomEvent('changed', { detail: site.body }))
}
