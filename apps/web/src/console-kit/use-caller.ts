import type { Permission } from '@rekey/contracts/permissions'
import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { createContext, useContext } from 'react'

export type CurrentSession = Answer<typeof currentSession>

/** Set by the frame, which shows nothing of the console until the user is known. */
export const CallerContext = createContext<CurrentSession['user'] | null>(null)

/** The user who is signed in to the console, with their permissions. */
export function useCaller() {
  const user = useContext(CallerContext)
  if (!user) throw new Error('useCaller outside of the console frame')
  const may = (...anyOf: readonly Permission[]) =>
    anyOf.some((permission) => user.permissions.includes(permission))
  return { ...user, may }
}
