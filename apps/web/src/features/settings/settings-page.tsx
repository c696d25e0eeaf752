import type { showSettings } from '@rekey/contracts/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { problemOf, RefusedError, tell } from '../../console-kit/ask.ts'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { LoadingPage } from '../../console-kit/loading-page.tsx'
import { siteNews, useSite } from '../../site.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Say } from '../../ui/say.tsx'
import { ConflictSummary } from './conflict-summary.tsx'
import {
  ConsoleGroup,
  LimitsGroup,
  MailGroup,
  OrganizationGroup,
  PolicyGroup,
  RecoveryGroup,
  RetentionGroup,
} from './settings-groups.tsx'
import { settingsMessages as text } from './settings-messages.ts'
import styles from './settings-page.module.css'
import { type ReadSettings, type SettingsForm, useSettingsForm } from './use-settings-form.ts'

/** `/settings`: everything that an administrator can change while the service is running. */
export default function SettingsPage() {
  const { data, error, refetch } = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => readSettings(signal),
    // Read the settings again on each visit, so that the form starts from the saved state.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (data) return <LoadedSettings read={data} />
  return (
    <LoadingPage
      words={text}
      problem={problemOf(error)}
      again={() => void refetch()}
      back={null}
      onward={null}
    />
  )
}

/** Reads the settings and the tag of this version. @throws RefusedError */
async function readSettings(signal: AbortSignal): Promise<ReadSettings> {
  const result = await tell<typeof showSettings>('GET /settings', { signal })
  if (!result.ok) throw new RefusedError(result.problem)
  return { settings: result.body, etag: result.etag ?? null }
}

function LoadedSettings({ read }: { read: ReadSettings }) {
  const site = useSite()
  const [isSaved, setSaved] = useState(false)
  const form = useSettingsForm(read, ({ organizationName, supportAddress }) => {
    const detail = { ...site, organizationName, supportAddress }
    siteNews.dispatchEvent(new CustomEvent('changed', { detail }))
    setSaved(true)
    window.scrollTo(0, 0)
  })
  const { refused, busy, isDirty } = form
  return (
    <ConsolePage
      heading={text.title}
      failed={refused !== null}
      alert={<Refused form={form} />}
      notice={
        isSaved &&
        !refused && (
          <DoneBanner closeLabel={text.close} onClose={() => setSaved(false)}>
            <Say text={text.saved} />
          </DoneBanner>
        )
      }
    >
      <form
        method="post"
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          form.submit()
        }}
      >
        <OrganizationGroup form={form} />
        <RecoveryGroup form={form} />
        <PolicyGroup form={form} />
        <MailGroup form={form} />
        <ConsoleGroup form={form} />
        <LimitsGroup form={form} />
        <RetentionGroup form={form} />
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={busy} busyLabel={text.busy}>
            {text.save}
          </Button>
          <span className={styles.unsaved}>{isDirty && !busy && text.unsaved}</span>
        </div>
      </form>
      <LeaveGuard isDirty={isDirty && !busy} />
    </ConsolePage>
  )
}

/** Says above the heading why nothing was saved. The form moves the focus here. */
function Refused({ form: { alertRef, refused, submit } }: { form: SettingsForm }) {
  return (
    <div ref={alertRef} role="alert" tabIndex={-1} className={refused ? styles.alert : undefined}>
      {refused?.problem && <ProblemBanner problem={refused.problem} retry={submit} />}
      {refused?.conflict && <ConflictSummary conflict={refused.conflict} />}
      {refused && refused.faults.length > 0 && <ErrorSummary faults={refused.faults} />}
    </div>
  )
}
