import type { SecondFactor } from '@rekey/contracts/second-factors'
import { Ellipsis, type LucideIcon, Pencil, Plus, ShieldAlert, Trash2 } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import iconButton from '../../console-kit/icon-button.module.css'
import { Menu } from '../../console-kit/menu.tsx'
import { dayAndTime, dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { AddToRows, OwnRow, OwnRows } from '../../public-kit/own-rows.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { OnFactor } from './factor-dialogs.tsx'
import styles from './factors-list.module.css'
import type { OwnFactors } from './own-factors.ts'
import { secondFactorsMessages as text } from './second-factors-messages.ts'

type Props = {
  of: SecondFactor['type']
  icon: LucideIcon
  heading: string
  about: string
  factors: OwnFactors
  /** The words of the button; null: none can be added here. */
  add: string | null
  isPrimary: boolean
  onAdd: () => void
  onAct: (act: OnFactor) => void
}

/** The passkeys or apps of the user, and the button to add one. */
export function FactorSection({ of, icon, heading, about, factors, add, ...props }: Props) {
  const own = factors.items.filter(({ type }) => type === of)
  if (!add && own.length === 0) return null
  return (
    <section className={styles.section}>
      <h2 className={styles.heading} tabIndex={-1}>
        {heading}
      </h2>
      <p className={styles.about}>{about}</p>
      <div className={own.length > 0 ? styles.own : undefined}>
        <OwnRows>
          {own.map((factor) => (
            <Row key={factor.id} {...{ factor, icon, factors }} onAct={props.onAct} />
          ))}
        </OwnRows>
      </div>
      {add && (
        <AddToRows>
          <Button
            look={props.isPrimary ? 'primary' : 'secondary'}
            icon={<Icon of={Plus} size={18} />}
            onClick={props.onAdd}
          >
            {add}
          </Button>
        </AddToRows>
      )}
    </section>
  )
}

type RowProps = Pick<Props, 'icon' | 'factors' | 'onAct'> & { factor: SecondFactor }

function Row({ factor, icon, factors, onAct }: RowProps) {
  const { name, createdAt, lastUsedAt } = factor
  const beside = (
    <div className={styles.menu}>
      <RowMenu {...{ factor, factors, onAct }} />
    </div>
  )
  return (
    <OwnRow {...{ icon, name, beside }}>
      <p className={styles.when}>
        {lastUsedAt ? (
          <time dateTime={lastUsedAt}>
            {fill(text.used, { time: inSentence(dayAndTime(new Date(lastUsedAt))) })}
          </time>
        ) : (
          <span>{text.neverUsed}</span>
        )}
        <time dateTime={createdAt}>
          {fill(text.added, { day: inSentence(dayOf(new Date(createdAt))) })}
        </time>
      </p>
      {!factor.proves && (
        <p className={styles.disowned}>
          <Icon of={ShieldAlert} size={18} />
          {text.disowned}
        </p>
      )}
    </OwnRow>
  )
}

function RowMenu({ factor, factors, onAct }: Omit<RowProps, 'icon'>) {
  const label = fill(text.optionsOf, { name: factor.name })
  const stays = factors.isRequired && factors.items.length === 1
  const groups = [
    [{ id: 'rename', label: text.rename, icon: Pencil }],
    [
      {
        id: 'remove',
        label: text.remove,
        icon: Trash2,
        isGrave: true,
        blocked: stays ? text.requiresOne : null,
      },
    ],
  ] as const
  return (
    <Menu<'rename' | 'remove'>
      trigger={
        <AriaButton className={iconButton.button ?? ''} aria-label={label}>
          <Icon of={Ellipsis} size={18} />
        </AriaButton>
      }
      label={label}
      groups={groups}
      onChoose={(act) => onAct({ act, factor })}
    />
  )
}
