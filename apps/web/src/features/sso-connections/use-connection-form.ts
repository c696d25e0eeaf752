import { useState } from 'react'
import type { Problem } from '../../api.ts'
import { type FieldErrors, type Refusal, useForm } from '../../hooks/use-form.ts'
import {
  type ConnectionField,
  type ConnectionValues,
  faultOf,
  fieldsOf,
  type Protocol,
  serverWords,
} from './connection-values.ts'
import { ssoConnectionsMessages as text } from './sso-connections-messages.ts'

type Options = {
  first: ConnectionValues
  protocol: Protocol
  isNew: boolean
  /** Resolves to null on success. The typed values stay in either case. */
  send: (values: ConnectionValues) => Promise<Problem | null>
}

/** The fields of a provider, with the same rules as every form. */
export function useConnectionForm({ first, protocol, isNew, send }: Options) {
  const [values, setValues] = useState(first)
  const fields = fieldsOf(protocol, isNew)
  const trimmed = () => mapValues(values, (value) => value.trim())
  const form = useForm<ConnectionField>({
    fields,
    check: (typed) => {
      const faults = fields.map((field) => [field, faultOf(field, typed[field].trim(), protocol)])
      return Object.fromEntries(faults.filter(([, words]) => words)) as FieldErrors<ConnectionField>
    },
    send: async () => {
      const problem = await send(trimmed())
      return problem && refusalOf(problem, fields, protocol)
    },
  })
  return {
    ...form,
    values,
    setValue: (field: ConnectionField, value: string) =>
      setValues((was) => ({ ...was, [field]: value })),
    setValues: (some: Partial<ConnectionValues>) => setValues((was) => ({ ...was, ...some })),
  }
}

export type ConnectionForm = ReturnType<typeof useConnectionForm>

/** The API names the faulty field, or describes the whole problem in a sentence. */
function refusalOf(
  problem: Problem,
  fields: readonly ConnectionField[],
  protocol: Protocol,
): Refusal<ConnectionField> {
  const { errors: faults = [], detail } = problem.details
  const errors: FieldErrors<ConnectionField> = {}
  for (const field of fields) {
    // Use the last error. It is more precise if there is one for a part and one for the whole.
    const fault = faults.filter(({ pointer }) => pointer.startsWith(`/${field}`)).at(-1)
    if (fault) errors[field] = serverWords(field, fault.detail, protocol)
  }
  if (errors.name && problem.code === 'conflict') errors.name = text.form.nameTaken
  if (Object.keys(errors).length > 0) return { errors }
  return problem.code === 'conflict' && detail ? { problem, words: detail } : { problem }
}

const mapValues = (values: ConnectionValues, change: (value: string) => string) =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, change(value)]),
  ) as ConnectionValues
