import type { Body, Contract } from '@rekey/contracts/route'
import { type FieldErrors, type FieldValues, type Path, type Resolver, set } from 'react-hook-form'
import type { Problem } from '../api.ts'
import type { Fault } from '../ui/error-summary.tsx'

/** A contract with a body, which checks the values of a form. */
export type FormContract = Contract & { readonly body: NonNullable<Contract['body']> }

export type FormRules<
  C extends FormContract,
  Values extends FieldValues,
  Field extends Path<Values>,
> = {
  /** The fields that can have an error, in the order of the screen and of the error summary. */
  fields: readonly Field[]
  bodyOf: (values: Values) => Body<C>
  /** The fields of those parts of the body that have another name. */
  aliases?: Readonly<Record<string, Field>>
  /** What is wrong with a field, in words of the catalogue. */
  wordsOf: (field: Field, values: Values, fault: BodyFault) => string
  /**
   * Rules that the contract doesn't have, with the words for the field. Null: the field is right,
   * whatever the contract says, because another one has the error.
   */
  check?: (values: Values) => Partial<Record<Field, string | null | undefined>>
  /** The screen's own words for a problem, at the field that caused it or for the whole form. */
  explain?: (problem: Problem, values: Values) => Fault | null
}

/** A value of the body that the contract or the server refused. */
export type BodyFault = {
  /** The place in the body, with dots: `certificates.0`. */
  readonly path: string
  /** The server's own reason. Undefined if the contract refused the value here. */
  readonly detail?: string
}

/**
 * Checks the values by the contract, so that form and server always agree. What it refuses outside
 * of the fields is left to the server, which says so.
 */
export const resolverOf =
  <C extends FormContract, Values extends FieldValues, Field extends Path<Values>>(
    { body }: C,
    { fields, bodyOf, aliases, wordsOf, check }: FormRules<C, Values, Field>,
  ): Resolver<Values, unknown, Values> =>
  (values) => {
    const issues = body.safeParse(bodyOf(values)).error?.issues ?? []
    const refused = issues.map(({ path }) => ({ path: path.join('.') }))
    const errors: FieldErrors<Values> = {}
    for (const [field, fault] of faultsOfFields(refused, fields, aliases)) {
      set(errors, field, { type: 'contract', message: wordsOf(field, values, fault) })
    }
    for (const [field, message] of Object.entries(check?.(values) ?? {})) {
      if (message) set(errors, field, { type: 'screen', message })
      if (message === null) delete errors[field]
    }
    return Object.keys(errors).length > 0 ? { values: {}, errors } : { values, errors: {} }
  }

/** What only the server can refuse. It names each value by a JSON pointer (RFC 6901). */
export function serverFaults<
  C extends FormContract,
  Values extends FieldValues,
  Field extends Path<Values>,
>(
  problem: Problem,
  values: Values,
  { fields, aliases, wordsOf, explain }: FormRules<C, Values, Field>,
): Fault[] {
  const explained = explain?.(problem, values)
  if (explained) return [explained]
  const refused = (problem.details.errors ?? []).map(({ pointer, detail }) => ({
    path: pointer.slice(1).replaceAll('/', '.'),
    detail,
  }))
  return faultsOfFields(refused, fields, aliases).map(([field, fault]) => ({
    field,
    words: wordsOf(field, values, fault),
  }))
}

/** The faulty fields in the order of the screen. Faults of other parts of the body are left out. */
function faultsOfFields<Field extends string>(
  faults: readonly BodyFault[],
  fields: readonly Field[],
  aliases: Readonly<Record<string, Field>> = {},
): [Field, BodyFault][] {
  const isOf = (field: Field, { path }: BodyFault) =>
    path === field || path.startsWith(`${field}.`) || aliases[path.split('.')[0] ?? ''] === field
  return fields.flatMap((field) => {
    // The last fault is more precise if there is one for the whole and one for a part.
    const fault = faults.filter((each) => isOf(field, each)).at(-1)
    return fault ? [[field, fault] as [Field, BodyFault]] : []
  })
}
