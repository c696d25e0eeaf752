import { type LinkPage, linkPages, readLink } from '@rekey/contracts/link-token'
import { useMemo } from 'react'
import { useLocation } from 'react-router'
import { tabStorage } from './tab-storage.ts'

const keyOf = (page: LinkPage) => `rekey.token:${page}`

/**
 * Takes a link's token from the fragment of the address, which no server, proxy or Referer sees. It
 * keeps the token in this tab's session storage and removes it from the address. History and
 * screenshots would otherwise keep it.
 */
export function useHeldToken(page: LinkPage): string | null {
  // A link pasted into an open page arrives as a new location. Reading the same token twice is
  // harmless.
  const location = useLocation()
  return useMemo(() => location && takeToken(page), [page, location])
}

function takeToken(page: LinkPage): string | null {
  const { hash, search, pathname } = window.location
  const link = readLink(hash) ?? readLink(search)
  if (link) holdToken(page, link.token)
  // The address contains something other than a token, so drop the token of an earlier link.
  else if (hash.length > 1) dropToken(page)
  if (link || hash.length > 1) window.history.replaceState(window.history.state, '', pathname)
  return heldToken(page)
}

/**
 * Some mail programs encode the `#`, so the token arrives as a part of the path. This removes the
 * token from the path before the router reads the address, so the right page opens.
 */
export function takeTokenFromPath(): void {
  const path = window.location.pathname.replace(/^\/+/, '/').toLowerCase()
  const page = linkPages.find((each) => path.startsWith(each))
  if (!page || path === page) return
  const link = readLink(window.location.href)
  // Leave out "/reset/sent", which is a page and not a token.
  const isBroken = !/^[\w/-]/.test(path.slice(page.length))
  if (link) holdToken(page, link.token)
  if (link || isBroken) window.history.replaceState(null, '', page)
}

export const heldToken = (page: LinkPage) => tabStorage.getItem(keyOf(page))

export const holdToken = (page: LinkPage, token: string) => tabStorage.setItem(keyOf(page), token)

export const dropToken = (page: LinkPage) => tabStorage.removeItem(keyOf(page))

const usernameKey = 'rekey.reset-username'

/** The username of this tab's last link, so that the user can request a new link with one press. */
export const heldUsername = () => tabStorage.getItem(usernameKey) ?? ''

export const holdUsername = (username: string) => tabStorage.setItem(usernameKey, username)

export const dropUsername = () => tabStorage.removeItem(usernameKey)
