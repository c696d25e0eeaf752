import { isEmailAddress } from '@rekey/contracts/email-address'
import { type Kind, kind as kindField, text, username } from '@rekey/contracts/fields'
import { typedName } from '@rekey/contracts/visible-text'
import { usernameKey } from '../../models/username-key.ts'
import { type ImportColumn, type ImportRecord, importColumns, type Read } from './import-columns.ts'
import type { HashJudge, ImportedHash } from './judge-hash.ts'
import { readTotpSecret } from './read-totp-secret.ts'

/** A validated user of a file: undefined is a missing column, null an empty cell. */
export type ImportRow = {
  readonly line: number
  readonly username: string
  readonly key: string
  readonly displayName: string | null | undefined
  readonly kind: Kind | null | undefined
  readonly emailTo: string | null | undefined
  readonly organization: string | null | undefined
  readonly roleId: string | null | undefined
  readonly status: 'active' | 'deactivated' | null | undefined
  readonly hash: ImportedHash | null | undefined
  readonly totpSecret: string | null | undefined
}

export type RowFault = { readonly line: number; readonly fault: string }

/** What rows are checked against: the ids of roles by name, and the cost of hashes. */
export type RowJudge = {
  readonly roles: ReadonlyMap<string, string>
  readonly judgeHash: HashJudge
}

/** Validates one user of a file and reports all faults at once. */
export async function readRow(
  record: ImportRecord,
  judge: RowJudge,
): Promise<ImportRow | RowFault> {
  if ('fault' in record) return record
  const { line } = record
  const cells = cleaned(record.cells)
  const faults: string[] = []
  const read = <T>(column: ImportColumn, reader: (value: string) => Read<T>) => {
    const cell = cells[column]
    if (cell === undefined || cell === null) return cell
    const result = typeof cell === 'string' ? reader(cell) : { fault: 'is not text' }
    if ('value' in result) return result.value
    faults.push(`${column} ${result.fault}`)
    return undefined
  }

  const name = read('username', readName)
  if (name == null && faults.length === 0) faults.push('username is empty')
  const row = {
    line,
    username: name ?? '',
    key: usernameKey(name ?? ''),
    displayName: read('displayName', readLine),
    kind: read('kind', readKind),
    emailTo: read('emailTo', readAddress),
    organization: read('organization', readLine),
    roleId: read('role', (value) => readRole(value, judge.roles)),
    status: read('status', readStatus),
    totpSecret: read('totpSecret', readTotpSecret),
  }
  const given = cells.passwordHash
  const judged = typeof given === 'string' ? await judge.judgeHash(given) : null
  const hash = read('passwordHash', () => judged ?? { fault: 'is not text' })
  return faults.length > 0 ? { line, fault: faults.join('; ') } : { ...row, hash }
}

/**
 * Without spaces and invisible characters around the text; nothing else counts as an empty cell.
 */
function cleaned(cells: Cells): Cells {
  const result: { -readonly [C in keyof Cells]: Cells[C] } = {}
  for (const column of importColumns) {
    const cell = cells[column]
    if (cell === undefined) continue
    result[column] = typeof cell === 'string' ? typedName(cell) || null : cell
  }
  return result
}

type Cells = Extract<ImportRecord, { cells: object }>['cells']

const maximumLine = 200
const lineField = text(maximumLine, 1)

/** U+FFFD appears where a file isn't UTF-8, so the name would be another person's. */
function findUnreadable(value: string): string | null {
  if (value.includes('\uFFFD')) {
    return "contains characters that aren't valid UTF-8. Save the file as UTF-8 and import it again."
  }
  return /\p{Cc}/u.test(value) ? 'contains control characters' : null
}

function readName(name: string): Read<string> {
  const fault = findUnreadable(name)
  if (fault) return { fault }
  return username.safeParse(name).success
    ? { value: name }
    : { fault: 'must have 1 to 254 characters' }
}

function readLine(value: string): Read<string> {
  const fault = findUnreadable(value)
  if (fault) return { fault }
  return lineField.safeParse(value).success
    ? { value }
    : { fault: `must have 1 to ${maximumLine} characters` }
}

function readKind(value: string): Read<Kind> {
  const parsed = kindField.safeParse(value)
  return parsed.success
    ? { value: parsed.data }
    : { fault: `${quoted(value)} is not one of staff, device, contact, member` }
}

function readAddress(value: string): Read<string> {
  const fault = findUnreadable(value)
  if (fault) return { fault }
  return isEmailAddress(value) && value.isWellFormed()
    ? { value }
    : { fault: `${quoted(value)} is not an e-mail address` }
}

function readRole(value: string, roles: RowJudge['roles']): Read<string> {
  const id = roles.get(value)
  return id ? { value: id } : { fault: `${quoted(value)} is unknown` }
}

function readStatus(value: string): Read<'active' | 'deactivated'> {
  return value === 'active' || value === 'deactivated'
    ? { value }
    : { fault: `${quoted(value)} is neither active nor deactivated` }
}

/** Shortened, and with control characters escaped, because it goes to a terminal. */
const quoted = (value: string) => JSON.stringify(value.slice(0, 60))
