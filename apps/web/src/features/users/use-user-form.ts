import { zodResolver } from '@hookform/resolvers/zod'
import { createUser } from '@rekey/contracts/users'
import { useEffect, useRef, useState } from 'react'
import { type Resolver, useForm } from 'react-hook-form'
import type { Problem } from '../../api.ts'
import { problemSentence } from '../../problem-sentence.ts'
import type { Fault } from '../../ui/error-summary.tsx'
import { userDetailsMessages } from './user-details-messages.ts'
import { bodyOf, type UserBody, type UserFormValues } from './user-form-values.ts'
import { fieldWords, type UserField, userFields } from './user-form-words.ts'

/** The contract checks the values, so that form and server always agree. */
const byContract = zodResolver(createUser.body)
const resolver: Resolver<UserFormValues, unknown, UserBody> = async (values, context, options) => {
  return byContract(bodyOf(values), context, options as never)
}

/**
 * @param send resolves to null on success, or else to the problem; the typed values stay either way
 */
export function useUserForm(
  defaultValues: UserFormValues,
  send: (body: UserBody) => Promise<Problem | null>,
) {
  const form = useForm<UserFormValues, unknown, UserBody>({
    defaultValues,
    resolver,
    shouldFocusError: false,
  })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [refusals, setRefusals] = useState(0)
  const alertRef = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusals > 0) alertRef.current?.focus()
  }, [refusals])

  const refuse = (why: { faults?: readonly Fault[]; problem?: Problem }) => {
    setFaults(why.faults ?? [])
    setProblem(why.problem ?? null)
    setRefusals((count) => count + 1)
  }
  const save = async (body: UserBody) => {
    const refused = await send(body)
    if (!refused) return
    const { sentence, unreachable } = problemSentence(refused)
    if (unreachable) return refuse({ problem: refused })
    const fault = faultOf(refused) ?? { field: null, words: sentence }
    if (fault.field) form.setError(fault.field, { type: 'server', message: fault.words })
    refuse({ faults: [fault] })
  }
  const submit = form.handleSubmit(save, (errors) => {
    const wrong = userFields.filter((field) => errors[field])
    const faultOf = (field: UserField) => ({ field, words: fieldWords(field, form.getValues()) })
    refuse({ faults: wrong.map(faultOf) })
  })
  const { errors, isSubmitting } = form.formState
  return {
    form,
    alertRef,
    /** The error of a field is left out as soon as the user corrects the field. */
    faults: faults.filter(({ field }) => !field || errors[field as UserField]),
    problem,
    busy: isSubmitting,
    submit: () => {
      if (!isSubmitting) void submit()
    },
  }
}

export type UserForm = ReturnType<typeof useUserForm>

/**
 * Errors that only the server finds, at their field. Null if the error concerns no single field.
 */
function faultOf({ code, details }: Problem) {
  if (code === 'username-taken') {
    return { field: 'username', words: userDetailsMessages.form.usernameTaken } as const
  }
  const isOfRoles = details.errors?.some(({ pointer }) => /^.(roleId|extraRoleIds)$/.test(pointer))
  return isOfRoles
    ? ({ field: 'roleId', words: userDetailsMessages.form.deviceRole } as const)
    : null
}
