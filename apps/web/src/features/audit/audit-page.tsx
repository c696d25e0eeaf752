import { Download } from 'lucide-react'
import { useState } from 'react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { AuditEvents } from './audit-events.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { auditMessages as text } from './audit-messages.ts'
import { type AuditView, filterNames, readView, writeView } from './audit-url.ts'
import { exportCsv } from './export-csv.ts'

/** A7, `/audit`: who did what to whom. */
export default function AuditPage() {
  const { view, show } = useView()
  const { outcome, busy, run } = useExport(view)
  const hasFilters = filterNames.some((name) => view[name])
  return (
    <ConsolePage
      heading={text.title}
      actions={
        <Button
          icon={<Icon of={Download} size={18} />}
          busy={busy}
          busyLabel={text.exporting}
          onClick={run}
        >
          {text.exportCsv}
        </Button>
      }
      notice={outcome && <ExportOutcome outcome={outcome} again={run} />}
    >
      <AuditFilters view={view} onShow={show} />
      <AuditEvents
        view={view}
        onGo={(cursor, options) => show({ ...view, cursor }, options)}
        empty={
          hasFilters
            ? {
                title: text.noneForFilters,
                action: <Button onClick={() => show({})}>{text.clearAll}</Button>,
              }
            : { title: text.none }
        }
      />
    </ConsolePage>
  )
}

const useView = () => useAddressView<AuditView>(paths.audit, readView, writeView)

type Outcome = 'done' | 'failed'

function useExport(view: AuditView) {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    setOutcome((await exportCsv(view)) ? 'done' : 'failed')
    setBusy(false)
  }
  return { outcome, busy, run: () => void run() }
}

function ExportOutcome({ outcome, again }: { outcome: Outcome; again: () => void }) {
  if (outcome === 'done') {
    return (
      <Banner tone="good">
        <Say text={text.exported} />
      </Banner>
    )
  }
  return (
    <Banner tone="bad" action={<Button onClick={again}>{text.tryAgain}</Button>}>
      {text.couldNotExport}
    </Banner>
  )
}
