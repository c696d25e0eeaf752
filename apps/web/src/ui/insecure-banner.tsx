import { messages } from '../messages.ts'
import { useSite } from '../site.ts'
import { Banner } from './banner.tsx'
import { Say } from './say.tsx'

/** Warns that mailbox and demo data are shown beyond this machine (`DEV_MODE=insecure`). */
export function InsecureBanner({ className }: { className: string | undefined }) {
  return (
    useSite().insecure && (
      <div className={className}>
        <Banner tone="warning">
          <Say text={messages.insecure} />
        </Banner>
      </div>
    )
  )
}
