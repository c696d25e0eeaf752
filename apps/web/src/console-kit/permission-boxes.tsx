import { type Permission, permissions } from '@rekey/contracts/permissions'
import { useId } from 'react'
import { Checkbox } from './checkbox.tsx'
import styles from './permission-boxes.module.css'
import { groupNames, type PermissionGroup, permissionsOf } from './permission-groups.ts'
import { permissionMessages as text } from './permission-messages.ts'
import { useCaller } from './use-caller.ts'

type Props = {
  value: readonly Permission[]
  onChange: (ticked: Permission[]) => void
}

/**
 * All permissions that a role or an API key can have, with explanations. The viewer can't check
 * permissions that they lack themselves.
 */
export const PermissionBoxes = (props: Props) => (
  <div className={styles.groups}>
    {groupNames.map((group) => (
      <Group key={group} group={group} {...props} />
    ))}
  </div>
)

function Group({ group, value, onChange }: Props & { group: PermissionGroup }) {
  const { may } = useCaller()
  const id = useId()
  return (
    <fieldset className={styles.group} aria-describedby={id}>
      <legend className={styles.title}>{text.groups[group]}</legend>
      <p id={id} className={styles.about}>
        {text.groupTexts[group]}
      </p>
      <div className={styles.boxes}>
        {permissionsOf(group).map((permission) => (
          <Box
            key={permission}
            permission={permission}
            isTicked={value.includes(permission)}
            isHeld={may(permission)}
            onTick={(isTicked) => onChange(withTick(value, permission, isTicked))}
          />
        ))}
      </div>
    </fieldset>
  )
}

/** Keeps the server's order, so that ticking a box twice is no change. */
const withTick = (value: readonly Permission[], ticked: Permission, isTicked: boolean) =>
  permissions.filter((each) => (each === ticked ? isTicked : value.includes(each)))

type BoxProps = {
  permission: Permission
  isTicked: boolean
  /** True if the viewer has this permission and may therefore grant it. */
  isHeld: boolean
  onTick: (isTicked: boolean) => void
}

function Box({ permission, isTicked, isHeld, onTick }: BoxProps) {
  const [label, about] = text.permissions[permission]
  const reason = !isHeld && <span className={styles.reason}> {text.lacked}</span>
  return (
    <Checkbox
      name={permission}
      value={isTicked}
      onChange={onTick}
      isBlocked={!isHeld}
      hint={
        <>
          {about}
          {reason}
        </>
      }
    >
      {label}
    </Checkbox>
  )
}
