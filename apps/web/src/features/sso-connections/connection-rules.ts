import { providerUrl } from '@rekey/contracts/sso-connections'
import type { Problem } from '../../api.ts'
import type { BodyFault } from '../../console-kit/form-faults.ts'
import type { ConsoleForm } from '../../console-kit/use-console-form.ts'
import {
  type ConnectionField,
  type ConnectionValues,
  fieldsOf,
  type Protocol,
} from './connection-values.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const text = ssoConnectionsMessages.form

export type ConnectionForm = ConsoleForm<ConnectionValues>

/**
 * The rules of the form of a provider. The issuer of OpenID Connect must also be an address
 * (Discovery, section 3).
 */
export const connectionRules = (protocol: Protocol, isNew: boolean) => ({
  fields: fieldsOf(protocol, isNew),
  aliases: { certificates: 'certificate' } as const,
  check: ({ issuer }: ConnectionValues) => {
    const isAddress = protocol === 'saml' || providerUrl.safeParse(issuer.trim()).success
    return { issuer: isAddress ? undefined : faultWords('issuer', issuer, protocol) }
  },
  wordsOf: (field: ConnectionField, values: ConnectionValues, { detail }: BodyFault) =>
    detail === undefined
      ? faultWords(field, values[field], protocol)
      : serverWords(field, detail, protocol),
  explain,
})

/** What is wrong with a field, in words of the catalogue: empty, or refused. */
export function faultWords(field: ConnectionField, value: string, protocol: Protocol): string {
  const key = field === 'issuer' ? (`${protocol}Issuer` as const) : field
  return !value.trim() && key in text.enter
    ? text.enter[key as keyof typeof text.enter]
    : text.wrong[key]
}

/** Turns the server's error about a field into a sentence: `Certificate is expired`. */
export const serverWords = (field: ConnectionField, detail: string, protocol: Protocol): string =>
  `${text.field[field === 'issuer' ? (`${protocol}Issuer` as const) : field]} ${detail}`

/** Another provider has this name. */
function explain({ code, details: { errors = [] } }: Problem) {
  const isTaken = code === 'conflict' && errors.some(({ pointer }) => pointer === '/name')
  return isTaken ? { field: 'name', words: text.nameTaken } : null
}
