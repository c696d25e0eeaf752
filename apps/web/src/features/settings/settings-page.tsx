import type { showSettings } from '@rekey/contracts/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { RefusedError, tell } from '../../console-kit/ask.ts'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { fill } from '../../fill.ts'
import { useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import type { Changed } from './changed-settings.ts'
import { ConflictSummary } from './conflict-summary.tsx'
import { SavedChanges } from './saved-changes.tsx'
import {
  ConsoleGroup,
  FactorGroup,
  LimitsGroup,
  MailGroup,
  OrganizationGroup,
  PolicyGroup,
  RecoveryGroup,
  RetentionGroup,
} from './settings-groups.tsx'
import { settingsMessages as text } from './settings-messages.ts'
import { SettingsNav } from './settings-nav.tsx'
import styles from './settings-page.module.css'
import { showBrand } from './show-brand.ts'
import { type ReadSettings, useSettingsForm } from './use-settings-form.ts'

/** `/settings`: everything that an administrator can change while the service is running. */
export default function SettingsPage() {
  const found = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => readSettings(signal),
    // Read the settings again on each visit, so that the form starts from the saved state.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (found.data) return <LoadedSettings read={found.data} />
  return <LoadingPage words={text} of={found} />
}

/** Reads the settings and the tag of this version. @throws RefusedError */
async function readSettings(signal: AbortSignal): Promise<ReadSettings> {
  const result = await tell<typeof showSettings>('GET /settings', { signal })
  if (!result.ok) throw new RefusedError(result.problem)
  return { settings: result.body, etag: result.etag ?? null }
}

function LoadedSettings({ read }: { read: ReadSettings }) {
  const [saved, setSaved] = useState<readonly Changed[] | null>(null)
  const site = useSite()
  const form = useSettingsForm(read, (settings, changed) => {
    showBrand(site, settings)
    setSaved(changed)
    window.scrollTo(0, 0)
  })
  return (
    <ConsolePage
      heading={text.title}
      failed={form.isRefused}
      alert={
        <FormAlert of={form}>
          {form.conflict && <ConflictSummary conflict={form.conflict} />}
        </FormAlert>
      }
      notice={
        saved &&
        !form.isRefused && (
          <DoneBanner closeLabel={text.close} onClose={() => setSaved(null)}>
            <SavedChanges of={saved} />
          </DoneBanner>
        )
      }
    >
      <div className={styles.columns}>
        <SettingsNav changed={form.unsaved.sections} />
        <form {...form.props}>
          <OrganizationGroup form={form} />
          <RecoveryGroup form={form} />
          <PolicyGroup form={form} />
          <FactorGroup form={form} />
          <MailGroup form={form} />
          <ConsoleGroup form={form} />
          <LimitsGroup form={form} />
          <RetentionGroup form={form} />
          <div className={styles.bar}>
            <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
              {text.save}
            </Button>
            <span className={styles.unsaved}>
              {form.isUnsaved && unsavedWords(form.unsaved.labels)}
            </span>
          </div>
        </form>
      </div>
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}

const mostNames = 3

/** Names what isn't saved: up to three settings, and how many more. */
function unsavedWords(labels: readonly string[]): string {
  const names = labels.slice(0, mostNames).join(', ')
  const count = labels.length - mostNames
  return fill(text.unsaved, { names: count > 0 ? fill(text.andMore, { names, count }) : names })
}
