import type { Problem } from '../../api.ts'
import { messages } from '../../messages.ts'

/** What the server says of a password that only it could judge: leaked, or the old one. */
export function refusedPassword({ details }: Problem): string {
  const fault = details.errors?.find(({ pointer }) => pointer === '/newPassword')
  return fault?.detail ?? messages.setPassword.notAccepted
}
