import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractComments } from '../../../apps/api/src/http/openapi/contract-comments.ts'
import { contractsByName } from '../../contracts/src/all.ts'
import { problemDocument } from '../../contracts/src/problems.ts'
import type { Contract } from '../../contracts/src/route.ts'
import { eventTypes, testEventType } from '../../contracts/src/webhooks.ts'
import type { OperationGroup, OperationKind } from '../src/operation.ts'
import { TypedSchemas } from './contract-schemas.ts'
import { type Described, describeOperation } from './describe-operation.ts'
import { indent, typeText } from './type-text.ts'

const folder = join(import.meta.dirname, '../src/generated')
const heading = '// Written by scripts/generate.ts from packages/contracts.'

/** Writes the types of all operations and events, and the table of the calls. */
export function generate(): void {
  const schemas = new TypedSchemas(contractComments())
  schemas.toSchema(problemDocument, 'output')
  const described = Object.entries<Contract>(contractsByName)
    .filter(([, contract]) => isForClients(contract))
    .map(([name, contract]) => describeOperation({ name, contract }, schemas))
  mkdirSync(folder, { recursive: true })
  const types = [...schemas.texts.values(), ...described.map((each) => each.types)]
  writeIfChanged('operations.ts', typesText(types, described))
  writeIfChanged('operation-table.ts', groupsText(described))
  writeIfChanged('webhook-event-type.ts', eventTypeText([...eventTypes, testEventType]))
}

/**
 * No client follows the links of an SSO sign-in or sends a mail service's reports, and browsers
 * give passkeys to Rekey's own pages only.
 */
const isForClients = ({ status, rawBody, path }: Contract) =>
  status !== 303 && !rawBody && !path.includes('passkey')

/** Another process may be reading the files. */
function writeIfChanged(name: string, text: string) {
  const path = join(folder, name)
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}

const typesText = (types: readonly string[], described: readonly Described[]) =>
  [
    heading,
    "import type { Call, Empty, List, ListAndCsv } from '../operation.ts'\n",
    ...types.filter((text) => text !== ''),
    '/** Every operation of the API, by the name that it has in the documentation too. */',
    `export interface Operations {\n${indent(described.map(({ member }) => member).join('\n'))}}\n`,
  ].join('\n')

const groupsText = (described: readonly Described[]) =>
  [
    heading,
    "import type { OperationGroup } from '../operation.ts'\n",
    `export const operationGroups: readonly OperationGroup[] = ${JSON.stringify(groupsOf(described), null, 2)}\n`,
  ].join('\n')

/** In an order that puts similar names beside each other, because that compresses best. */
function groupsOf(described: readonly Described[]): readonly OperationGroup[] {
  const place = ({ kind, name }: Described) => `${kind.method} ${name}`
  const sorted = described.toSorted((one, other) => (place(one) < place(other) ? -1 : 1))
  const byKind = Map.groupBy(sorted, ({ kind }) => JSON.stringify(kind))
  return [...byKind].map(([kind, members]) => ({
    ...(JSON.parse(kind) as OperationKind),
    paths: Object.fromEntries(members.map(({ name, path }) => [name, path])),
  }))
}

const eventTypeText = (types: readonly string[]) =>
  [
    heading,
    '/** The events of this version. */',
    `export type WebhookEventType = ${typeText({ enum: types }, () => undefined)}`,
    '',
  ].join('\n')

if (import.meta.main) generate()
