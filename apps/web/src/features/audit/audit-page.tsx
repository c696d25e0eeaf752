import { Download } from 'lucide-react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { withInstants } from '../../console-kit/days.ts'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useExport } from '../../console-kit/use-export.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { AuditEvents } from './audit-events.tsx'
import { AuditFilters } from './audit-filters.tsx'
import { auditMessages as text } from './audit-messages.ts'
import { type AuditView, filterNames, readView, writeView } from './audit-url.ts'

/** `/audit`: who did what to whom. */
export default function AuditPage() {
  const { view, show } = useView()
  const filters = { ...withInstants(view), cursor: undefined }
  const { busy, run, notice } = useExport('/audit-events', filters, 'audit', text)
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
      notice={notice}
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
