import type { Permission } from '@rekey/contracts/permissions'
import { createRole, type Role } from '@rekey/contracts/roles'
import type { Body } from '@rekey/contracts/route'
import { typedName } from '@rekey/contracts/visible-text'
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '../../api.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Fault } from '../../ui/error-summary.tsx'
import { rolesMessages as text } from './roles-messages.ts'

export type RoleBody = Body<typeof createRole>

type Refused = { readonly faults: readonly Fault[]; readonly problem: Problem | null }

/**
 * The name and permissions of a role in a form. The values stay in the form, whether saving works
 * or fails.
 * @param send resolves to null on success, or else to the problem
 */
export function useRoleForm(
  first: Pick<Role, 'name' | 'permissions'>,
  send: (body: RoleBody) => Promise<Problem | null>,
) {
  const [name, setName] = useState(first.name)
  const [ticked, setTicked] = useState<ReadonlySet<Permission>>(new Set(first.permissions))
  const [nameFault, setNameFault] = useState<string>()
  const [refused, setRefused] = useState<Refused | null>(null)
  const [busy, setBusy] = useState(false)
  const alertRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refused) alertRef.current?.focus()
  }, [refused])

  const refuse = (problem: Problem) => {
    const { sentence, unreachable } = problemSentence(problem)
    if (unreachable) return setRefused({ faults: [], problem })
    // Names of roles are unique, so a conflict on adding or renaming concerns the name.
    const isTaken = problem.code === 'conflict' && typedName(name) !== first.name
    if (isTaken) setNameFault(text.nameTaken)
    const fault = isTaken ? atName(text.nameTaken) : { field: null, words: sentence }
    setRefused({ faults: [fault], problem: null })
  }
  const save = async () => {
    const wrong = faultOf(name)
    setNameFault(wrong)
    if (wrong) return setRefused({ faults: [atName(wrong)], problem: null })
    setRefused(null)
    setBusy(true)
    const problem = await send({ name: typedName(name), permissions: [...ticked] })
    setBusy(false)
    if (problem) refuse(problem)
  }
  return {
    name,
    nameFault,
    type: (typed: string) => {
      setName(typed)
      if (nameFault) setNameFault(faultOf(typed))
    },
    ticked,
    tick: (permission: Permission, isTicked: boolean) => {
      const next = new Set(ticked)
      if (isTicked) next.add(permission)
      else next.delete(permission)
      setTicked(next)
    },
    isDirty: name !== first.name || !isSame(ticked, first.permissions),
    /** True if the permissions were changed, and not only the name. */
    isReticked: !isSame(ticked, first.permissions),
    alertRef,
    /** An error of the name is left out as soon as the user corrects the name. */
    faults: (refused?.faults ?? []).filter(({ field }) => !field || nameFault),
    problem: refused?.problem ?? null,
    busy,
    submit: () => {
      if (!busy) void save()
    },
  }
}

export type RoleForm = ReturnType<typeof useRoleForm>

const atName = (words: string): Fault => ({ field: 'name', words })

const isSame = (ticked: ReadonlySet<Permission>, permissions: readonly Permission[]) =>
  ticked.size === permissions.length && permissions.every((permission) => ticked.has(permission))

/** The contract checks the name, so that form and server always agree. */
function faultOf(name: string): string | undefined {
  if (!typedName(name)) return text.enterName
  const { success } = createRole.body.safeParse({ name: typedName(name), permissions: [] })
  return success ? undefined : text.nameWrong
}
