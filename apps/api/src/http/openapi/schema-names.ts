import { contractsByName, exported } from '@rekey/contracts/all'
import * as fields from '@rekey/contracts/fields'
import { fieldFault, problemDocument } from '@rekey/contracts/problems'
import type { Contract } from '@rekey/contracts/route'
import type * as z from 'zod/mini'

/** A schema of the document, and where its comments stand in the contracts. */
type NamedSchema = { readonly schema: z.ZodMiniType; readonly comments: string }

/** Names that say more in the document than the names in the contracts, which have a context. */
const renamed: Readonly<Record<string, string>> = {
  client: 'SessionClient',
  kind: 'UserKind',
  openedBy: 'PasswordUsed',
  organization: 'OrganizationReference',
  policyName: 'PasswordPolicy',
  problemDocument: 'Problem',
  reason: 'MessageReason',
  shownOrganization: 'Organization',
  template: 'MessageTemplate',
}

/** Single strings. A reference would hide what they are. */
const inlined = new Set(['deviceToken', 'domainName', 'providerUrl'])

const { kind, policyName, openedBy } = fields

/**
 * The named schemas of the document: what the contracts export (`user` is `User`), and the bodies
 * and answers of the operations that have no such name (`CreateUserRequest`, `ListUsersAnswer`).
 */
export function namedSchemas(): ReadonlyMap<string, NamedSchema> {
  const shared = { kind, policyName, openedBy, ...exported, fieldFault, problemDocument }
  const named = new Map<string, NamedSchema>()
  const taken = new Set<unknown>()
  const add = (name: string, schema: unknown, comments: string) => {
    if (!isSchema(schema) || taken.has(schema)) return
    taken.add(schema)
    named.set(name, { schema, comments })
  }
  for (const [name, schema] of Object.entries(shared)) {
    if (!inlined.has(name)) add(renamed[name] ?? pascalCase(name), schema, name)
  }
  for (const [name, contract] of Object.entries<Contract>(contractsByName)) {
    add(`${pascalCase(name)}Request`, contract.body, `${name}.body`)
    if (!contract.answersIn) add(`${pascalCase(name)}Answer`, contract.answer, `${name}.answer`)
  }
  return named
}

const isSchema = (value: unknown): value is z.ZodMiniType =>
  typeof value === 'object' && value !== null && '_zod' in value

const pascalCase = (name: string) => name.charAt(0).toUpperCase() + name.slice(1)
