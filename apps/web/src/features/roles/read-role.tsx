import type { Role } from '@rekey/contracts/roles'
import { Check, CopyPlus } from 'lucide-react'
import { BackLink } from '../../console-kit/back-link.tsx'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { countWords } from '../../console-kit/count-words.ts'
import { groupNames, permissionsOf } from '../../console-kit/permission-groups.ts'
import { permissionMessages } from '../../console-kit/permission-messages.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { likeRolePath } from './like-role-path.ts'
import styles from './read-role.module.css'
import { rolesMessages as text } from './roles-messages.ts'

/** A role that the viewer can't change, with the reason and its permissions. */
export function ReadRole({ role }: { role: Role }) {
  const caller = useCaller()
  return (
    <ConsolePage
      heading={role.name}
      back={<BackLink to={paths.roles}>{text.title}</BackLink>}
      actions={
        caller.may('roles.write') && (
          <ButtonLink to={likeRolePath(role.id)}>
            <Icon of={CopyPlus} size={18} />
            {text.useAsStart}
          </ButtonLink>
        )
      }
    >
      <p className={styles.why}>
        {whyReadOnly(role, caller)} {holdersWords(role.userCount)}
      </p>
      <h2 className={styles.title}>{text.letsPeople}</h2>
      {role.permissions.length === 0 && <p className={styles.none}>{text.nothing}</p>}
      {groupNames.map((group) => (
        <Group key={group} group={group} role={role} />
      ))}
    </ConsolePage>
  )
}

function whyReadOnly(
  { builtIn, id, permissions }: Role,
  { role, may }: ReturnType<typeof useCaller>,
): string {
  const why = text.readOnly
  if (builtIn) return why.builtIn
  if (role.id === id) return why.own
  return permissions.every((permission) => may(permission)) ? why.stronger : why.lacked
}

function holdersWords(count: number): string {
  if (count === 0) return text.has.nobody
  return countWords(count, text.has.one, text.has.many)
}

type GroupProps = { group: (typeof groupNames)[number]; role: Role }

function Group({ group, role }: GroupProps) {
  const held = permissionsOf(group).filter((permission) => role.permissions.includes(permission))
  if (held.length === 0) return null
  return (
    <section className={styles.group}>
      <h3 className={styles.name}>{permissionMessages.groups[group]}</h3>
      <ul className={styles.list}>
        {held.map((permission) => (
          <li key={permission}>
            <Icon of={Check} size={18} />
            <span>
              <strong>{permissionMessages.permissions[permission][0]}</strong>
              <span className={styles.about}> {permissionMessages.permissions[permission][1]}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
