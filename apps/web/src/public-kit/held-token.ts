import { type LinkPage, linkPages, readLink } from '@rekey/contracts/link-token'
import { useMemo } from 'react'
import { useLocation } from 'react-router'

const keyOf = (page: LinkPage) => `rekey.token:${page}`

/**
 * A link's token: taken from the fragment, where no server, proxy or Referer sees it, into this
 * tab's session storage, and out of the address, where history and screenshots would keep it.
 */
export function useHeldToken(page: LinkPage): string | null {
  // A link pasted into an open page comes as a new location. Taken twice, it is the same token.
  const location = useLocation()
  return useMemo(() => location && takeToken(page), [page, location])
}

function takeToken(page: LinkPage): string | null {
  const { hash, search, pathname } = window.location
  const link = readLink(hash) ?? readLink(search)
  if (link) holdToken(page, link.token)
  // Something else came with the link: what an earlier one has left here is not meant.
  else if (hash.length > 1) dropToken(page)
  if (link || hash.length > 1) window.history.replaceState(window.history.state, '', pathname)
  return heldToken(page)
}

/**
 * Before the router looks at the address: some mail programs encode the `#`, so that the token comes
 * as a part of the path. It is taken out of there at once, and the page is the one that was meant.
 */
export function takeTokenFromPath(): void {
  const path = window.location.pathname.replace(/^\/+/, '/').toLowerCase()
  const page = linkPages.find((each) => path.startsWith(each))
  if (!page || path === page) return
  const link = readLink(window.location.href)
  // "/reset/sent" is a page of its own.
  const isBroken = !/^[\w/-]/.test(path.slice(page.length))
  if (link) holdToken(page, link.token)
  if (link || isBroken) window.history.replaceState(null, '', page)
}

export const heldToken = (page: LinkPage) => sessionStorage.getItem(keyOf(page))

export const holdToken = (page: LinkPage, token: string) =>
  sessionStorage.setItem(keyOf(page), token)

export const dropToken = (page: LinkPage) => sessionStorage.removeItem(keyOf(page))

const usernameKey = 'rekey.reset-username'

/** Whom the last link of this tab was for: a new one is then requested with one press. */
export const heldUsername = () => sessionStorage.getItem(usernameKey) ?? ''

export const holdUsername = (username: string) => sessionStorage.setItem(usernameKey, username)

export const dropUsername = () => sessionStorage.removeItem(usernameKey)
