import type { signOut } from '@rekey/contracts/sessions'
import { call } from '../api.ts'
import { tellOtherTabs } from '../hooks/other-tabs.ts'

/** Signs out, in the other tabs of this browser too. @returns false: the server didn't answer */
export async function endOwnSession(): Promise<boolean> {
  const result = await call<typeof signOut>('DELETE /sessions/current')
  const isOver = result.ok || result.problem.code === 'not-signed-in'
  if (isOver) tellOtherTabs({ what: 'signed-out' })
  return isOver
}
