import { type BatchAction, maximumBatchUsers } from '@rekey/contracts/user-batches'
import { Download, X } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { countWords } from '../../console-kit/count-words.ts'
import iconButton from '../../console-kit/icon-button.module.css'
import { Menu, MenuButton } from '../../console-kit/menu.tsx'
import { numberWords } from '../../console-kit/number-words.ts'
import { focusFirstRow } from '../../console-kit/row-keys.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { batchActions } from './batch-actions.ts'
import { batchMessages as text } from './batch-messages.ts'
import styles from './selection-bar.module.css'

type Props = {
  /** How many are selected. */
  count: number
  /** How many the whole list has; null: too many to select them all. */
  total: number | null
  isAll: boolean
  /** There are too many users to select them all. */
  isTooMany: boolean
  actions: readonly BatchAction[]
  /** On phones the bar is at the bottom, with one action as a button. */
  isNarrow: boolean
  /** The preview is being made. */
  isChecking: boolean
  /** Why the last action couldn't begin. */
  problem: ReactNode
  onSelectAll: () => void
  onAct: (action: BatchAction) => void
  onExport: () => void
  onClear: () => void
}

/** What can be done with the selected users. */
export function SelectionBar({ actions, isNarrow, isChecking, onAct, ...props }: Props) {
  const shown = actions.slice(0, isNarrow ? 1 : 3)
  const clear = () => {
    props.onClear()
    focusFirstRow()
  }
  return (
    <section className={styles.bar} aria-label={text.bar} data-narrow={isNarrow}>
      <Count {...props} isChecking={isChecking} />
      <div className={styles.actions}>
        {shown.map((action) => (
          <Button
            key={action}
            waiting={isChecking}
            icon={<Icon of={batchActions[action].icon} size={18} />}
            onClick={() => onAct(action)}
          >
            {text.actions[action].entry}
          </Button>
        ))}
        <More {...{ actions: actions.slice(shown.length), isNarrow, onAct }} {...props} />
      </div>
      <button
        type="button"
        className={`${iconButton.button} ${styles.clear}`}
        aria-label={text.clear}
        onClick={clear}
      >
        <Icon of={X} size={18} />
      </button>
      <div role="alert" className={styles.problem}>
        {props.problem}
      </div>
    </section>
  )
}

type CountProps = Pick<
  Props,
  'count' | 'total' | 'isAll' | 'isTooMany' | 'isChecking' | 'onSelectAll'
>

function Count({ count, total, isAll, isTooMany, isChecking, onSelectAll }: CountProps) {
  const checking = countWords(count, text.checkingOne, text.checking)
  return (
    <div className={styles.count}>
      <p role="status" className={styles.number}>
        {isChecking ? checking : fill(text.selected, { count: numberWords(count) })}
      </p>
      {total !== null && !isAll && total > count && (
        <Fragment>
          <span aria-hidden="true">·</span>
          <Button look="link" onClick={onSelectAll}>
            {fill(text.selectAll, { count: numberWords(total) })}
          </Button>
        </Fragment>
      )}
      {isTooMany && (
        <p className={styles.hint}>
          {fill(text.tooManyToSelect, { most: numberWords(maximumBatchUsers) })}
        </p>
      )}
    </div>
  )
}

type MoreProps = Pick<Props, 'actions' | 'isNarrow' | 'onAct' | 'onExport'>

function More({ actions, isNarrow, onAct, onExport }: MoreProps) {
  const entries = actions.map((action) => ({
    id: action,
    label: text.actions[action].entry,
    icon: batchActions[action].icon,
  }))
  const download = { id: 'export', label: text.export, icon: Download } as const
  return (
    <Menu<BatchAction | 'export'>
      trigger={<MenuButton>{text.more}</MenuButton>}
      label={text.moreActions}
      placement={isNarrow ? 'top start' : 'bottom end'}
      groups={[entries, [download]]}
      onChoose={(id) => (id === 'export' ? onExport() : onAct(id))}
    />
  )
}
