import styles from './row-count.module.css'
import { rowCounts } from './row-counts.ts'
import { Select } from './select.tsx'

type RowCount = (typeof rowCounts)[number]

type Props = { label: string; value: string | undefined; onChange: (count: RowCount) => void }

/** Chooses how many rows a page of a list shows. */
export const RowCount = ({ label, value = '25', onChange }: Props) => (
  <div className={styles.rows}>
    <Select
      name="rows"
      look="inline"
      label={label}
      options={rowCounts.map((count) => ({ value: count, label: count }))}
      value={value as RowCount}
      onChange={onChange}
    />
  </div>
)
