import { createApiKey as contract, type createApiKey } from '@rekey/contracts/api-keys'
import type { Permission } from '@rekey/contracts/permissions'
import type { Answer } from '@rekey/contracts/route'
import { typedName } from '@rekey/contracts/visible-text'
import { useState } from 'react'
import { call } from '../../api.ts'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { FieldGroup } from '../../console-kit/field-group.tsx'
import { FormAlert } from '../../console-kit/form-alert.tsx'
import { LeaveGuard } from '../../console-kit/leave-guard.tsx'
import { PermissionBoxes } from '../../console-kit/permission-boxes.tsx'
import { Select } from '../../console-kit/select.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { useConsoleForm } from '../../console-kit/use-console-form.ts'
import { paths } from '../../paths.ts'
import { serverNow } from '../../server-now.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import styles from './api-keys.module.css'
import { apiKeysMessages as text } from './api-keys-messages.ts'
import { CreatedApiKey } from './created-api-key.tsx'
import { useAskAnew } from './use-api-keys.ts'

type Expiry = keyof typeof text.expiries
type Values = { name: string; expiry: Expiry; scopes: Permission[] }

/** `/api-keys/new`: a form, and after that the key, which is shown only once. */
export default function NewApiKeyPage() {
  const [created, setCreated] = useState<Answer<typeof createApiKey> | null>(null)
  return created ? <CreatedApiKey created={created} /> : <NewApiKey onCreated={setCreated} />
}

function NewApiKey({ onCreated }: { onCreated: (key: Answer<typeof createApiKey>) => void }) {
  const askAnew = useAskAnew()
  const first: Values = { name: '', expiry: '90', scopes: [] }
  const form = useConsoleForm(contract, {
    fields: ['name', 'expiry', 'scopes'],
    aliases: { expiresAt: 'expiry' },
    first,
    bodyOf,
    wordsOf,
    send: (body) => call<typeof createApiKey>('POST /api-keys', body),
    onDone: (key) => {
      askAnew()
      onCreated(key)
    },
  })
  const scopes = form.field('scopes')
  return (
    <ConsolePage
      heading={text.add}
      failed={form.isRefused}
      back={back}
      alert={<FormAlert of={form} />}
    >
      <form {...form.props} className={styles.form}>
        <div className={styles.fields}>
          <TextField {...form.field('name')} label={text.name} hint={text.nameHint} isProse />
          <Select
            {...form.field('expiry')}
            label={text.expires}
            hint={text.expiresHint}
            options={expiries}
          />
        </div>
        <FieldGroup
          name="scopes"
          label={text.columns.permissions}
          error={scopes.error}
          className={styles.scopes}
        >
          <PermissionBoxes value={scopes.value} onChange={scopes.onChange} />
        </FieldGroup>
        <div className={styles.bar}>
          <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
            {text.submit}
          </Button>
          <ButtonLink to={paths.apiKeys}>{text.cancel}</ButtonLink>
        </div>
      </form>
      <LeaveGuard isDirty={form.isUnsaved} />
    </ConsolePage>
  )
}

const back = <BackLink to={paths.apiKeys}>{text.title}</BackLink>

const order: readonly Expiry[] = ['30', '90', '365', 'never']
const expiries = order.map((value) => ({ value, label: text.expiries[value] }))

const bodyOf = ({ name, expiry, scopes }: Values) => ({
  name: typedName(name),
  scopes,
  expiresAt:
    expiry === 'never'
      ? null
      : new Date(serverNow().getTime() + Number(expiry) * 86_400_000).toISOString(),
})

function wordsOf(field: keyof Values, { name }: Values): string {
  if (field === 'scopes') return text.choosePermissions
  if (field === 'expiry') return text.expiryOver
  return typedName(name) ? text.nameWrong : text.enterName
}
