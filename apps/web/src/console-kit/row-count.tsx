import styles from './row-count.module.css'
import { type RowCount as Count, rowCounts } from './row-counts.ts'
import { Select } from './select.tsx'

type Props = { label: string; value: string | undefined; onChange: (count: Count) => void }

/** Chooses how many rows a page of a list shows. */
export const RowCount = ({ label, value = '25', onChange }: Props) => (
  <div className={styles.rows}>
    <Select
      name="rows"
      look="inline"
      label={label}
      options={rowCounts.map((count) => ({ value: count, label: count }))}
      value={value as Count}
      onChange={onChange}
    />
  </div>
)
