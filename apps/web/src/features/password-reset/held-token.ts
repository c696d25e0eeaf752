import { useMemo } from 'react'
import { useLocation } from 'react-router'

type Purpose = 'reset' | 'not-me' | 'sso-link' | 'confirm-address'

const keyOf = (purpose: Purpose) => `rekey.${purpose}-token`

/**
 * A link's token: taken from the fragment, where no server, proxy or Referer sees it, into this
 * tab's session storage, and out of the address, where history and screenshots would keep it.
 */
export function useHeldToken(purpose: Purpose): string | null {
  // A link pasted into an open page comes as a new location. Taken twice, it is the same token.
  const location = useLocation()
  return useMemo(() => location && takeToken(purpose), [purpose, location])
}

function takeToken(purpose: Purpose): string | null {
  const { hash, pathname } = window.location
  if (hash.length > 1) {
    holdToken(purpose, decodeToken(hash.slice(1)))
    window.history.replaceState(window.history.state, '', pathname)
  }
  return sessionStorage.getItem(keyOf(purpose))
}

/** Some mail programs percent-encode what they needn't; a broken encoding is judged as it stands. */
function decodeToken(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}

export const holdToken = (purpose: Purpose, token: string) =>
  sessionStorage.setItem(keyOf(purpose), token)

export const dropToken = (purpose: Purpose) => sessionStorage.removeItem(keyOf(purpose))
