import { messages } from '../messages.ts'
import { useSite } from '../site.ts'
import { readSupport } from '../support.ts'

/** "the help desk", as a link within a sentence; without an address, "your administrator". */
export function SupportLink() {
  const { supportAddress } = useSite()
  if (!supportAddress) return messages.yourAdministrator
  const { text, href } = readSupport(supportAddress)
  return href ? <a href={href}>{messages.theHelpDesk}</a> : `${messages.theHelpDesk} (${text})`
}
