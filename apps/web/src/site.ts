import type { Answer } from '@rekey/contracts/route'
import type { site as contract } from '@rekey/contracts/site'
import { createContext, useContext } from 'react'
import { call } from './api.ts'

/** What every public page shows about this installation. */
export type Site = Answer<typeof contract>

/** The server writes it into the page; the development server doesn't, so there it is asked for. */
export async function loadSite(): Promise<Site> {
  const block = document.getElementById('site')?.textContent
  if (block) return JSON.parse(block) as Site
  const result = await call<typeof contract>('GET /site')
  return result.ok ? result.body : unknownSite
}

/** Stands in where even that fails, so that the page can still say what is wrong. */
const unknownSite: Site = {
  organizationName: 'Rekey',
  supportAddress: null,
  mailFrom: { name: 'Rekey accounts', address: '' },
  disclosure: 'private',
  insecure: false,
  mailbox: false,
}

/** Hears `changed` with the new site as its detail: what stands round the pages follows at once. */
export const siteNews = new EventTarget()

export const SiteContext = createContext<Site>(unknownSite)

export const useSite = () => useContext(SiteContext)
