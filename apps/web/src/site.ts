import type { Answer } from '@rekey/contracts/route'
import type { site as contract } from '@rekey/contracts/site'
import { createContext, useContext } from 'react'
import { call } from './api.ts'

/** What every public page shows about this installation. */
export type Site = Answer<typeof contract>

/** The server writes this into the page. The development server doesn't, so fetch it there. */
export async function loadSite(): Promise<Site> {
  const block = document.getElementById('site')?.textContent
  if (block) return JSON.parse(block) as Site
  const result = await call<typeof contract>('GET /site')
  return result.ok ? result.body : unknownSite
}

/** Used if fetching fails too, so that the page can still show an error. */
const unknownSite: Site = {
  organizationName: 'Rekey',
  logo: null,
  accentColour: null,
  supportAddress: null,
  mailFrom: { name: 'Rekey accounts', address: '' },
  disclosure: 'private',
  insecure: false,
  mailbox: false,
  rememberDeviceDays: 0,
  factorRecoveryHours: 24,
  passkeys: false,
}

/** Fires `changed` with the new site as its detail, so that the frame updates at once. */
export const siteNews = new EventTarget()

export const SiteContext = createContext<Site>(unknownSite)

export const useSite = () => useContext(SiteContext)
