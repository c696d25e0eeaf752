import { messages } from '../messages.ts'
import { useSite } from '../site.ts'
import { readSupport } from '../support.ts'

/** A link to "the help desk" within a sentence, or "your administrator" if no address is set. */
export function SupportLink() {
  const { supportAddress } = useSite()
  if (!supportAddress) return messages.yourAdministrator
  const { text, href } = readSupport(supportAddress)
  return href ? <a href={href}>{messages.theHelpDesk}</a> : `${messages.theHelpDesk} (${text})`
}
