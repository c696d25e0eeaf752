import type { ApiKey } from '@rekey/contracts/api-keys'
import { type Column, nameColumn } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import { permissionWords } from '../../console-kit/permission-groups.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useMedia } from '../../console-kit/use-media.ts'
import { dayOf } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { apiKeyPath } from '../../paths.ts'
import { stateOf } from './api-key-state.ts'
import styles from './api-keys.module.css'
import { apiKeysMessages as text } from './api-keys-messages.ts'

type Props = {
  /** Null while the keys are fetched for the first time. */
  keys: readonly ApiKey[] | null
  onFollow: (linkId: string) => void
}

/** On narrow screens the permissions of a key stand below its name. */
export function ApiKeysTable({ keys, onFollow }: Props) {
  const isNarrow = useMedia('(max-width: 49.9375em)')
  return (
    <DataTable
      caption={text.title}
      rows={keys}
      columns={[
        nameColumn<ApiKey>({
          label: text.columns.name,
          className: styles.named,
          pathOf: apiKeyPath,
          below: (key) => <Below of={key} isNarrow={isNarrow} />,
          onFollow,
        }),
        ...(isNarrow ? [lastUsed] : [permissions, createdBy, expires, lastUsed]),
      ]}
    />
  )
}

function Below({ of: key, isNarrow }: { of: ApiKey; isNarrow: boolean }) {
  const state = stateOf(key)
  return (
    <>
      <span className={styles.hint} translate="no">
        {fill(text.endsIn, { hint: key.hint })}
      </span>
      {isNarrow && <span className={styles.words}>{permissionWords(key.scopes)}</span>}
      {state && (
        <span className={styles.state}>
          <StatusChip of={state} />
        </span>
      )}
    </>
  )
}

const permissions: Column<ApiKey> = {
  label: text.columns.permissions,
  cell: ({ scopes }) => permissionWords(scopes),
}

const createdBy: Column<ApiKey> = {
  label: text.columns.createdBy,
  cell: ({ createdBy: { displayName } }) => displayName,
  className: styles.person,
}

const expires: Column<ApiKey> = {
  label: text.columns.expires,
  cell: ({ expiresAt }) => (expiresAt ? <Day at={expiresAt} /> : text.never),
  className: styles.day,
}

const lastUsed: Column<ApiKey> = {
  label: text.columns.lastUsed,
  cell: ({ lastUsedAt }) => (lastUsedAt ? <Time at={lastUsedAt} /> : text.neverUsed),
  className: styles.used,
}

const Day = ({ at }: { at: string }) => <Time at={at} words={dayOf(new Date(at))} />
