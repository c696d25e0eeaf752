import { typedName } from '@rekey/contracts/visible-text'
import type { Database } from '../../lib/database.ts'
import { listOddNames, type StoredName } from '../../models/stored-names.ts'
import { usernameKey } from '../../models/username-key.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

/** So many are named; the rest is counted. */
const mostNamed = 5

/**
 * Whether each stored name finds its account, and whether one holds characters that nobody sees.
 */
export async function checkNames(db: Database): Promise<Finding[]> {
  try {
    const { lost, marked } = await sortOut(db)
    const findings = [...(await describeLost(db, lost)), ...describeMarked(marked)]
    return findings.length > 0 ? findings : [ok('usernames', 'every username finds its account')]
  } catch (error) {
    return [problem('usernames', reason(error))]
  }
}

async function sortOut(db: Database) {
  const [lost, marked]: [Few, Few] = [few(), few()]
  for await (const name of listOddNames(db)) {
    const { username, emailTo, key } = name
    if (usernameKey(username) !== key) add(lost, name)
    else if (hasMarks(username) || (emailTo !== null && hasMarks(emailTo))) add(marked, name)
  }
  return { lost, marked }
}

const hasMarks = (stored: string) => typedName(stored) !== stored

type Few = { count: number; readonly first: StoredName[] }
const few = (): Few => ({ count: 0, first: [] })
const add = (all: Few, name: StoredName) => {
  all.count += 1
  if (all.first.length < mostNamed) all.first.push(name)
}

async function describeLost(db: Database, { count, first }: Few): Promise<Finding[]> {
  const named = await Promise.all(
    first.map(async ({ username }) => {
      const usernameKeyOf = usernameKey(username)
      const twin = await db.user.findUnique({ where: { usernameKey: usernameKeyOf } })
      return problem('usernames', twin ? twinWords(username, twin.username) : staleWords(username))
    }),
  )
  const rest = count - first.length
  return rest > 0 ? [...named, problem('usernames', `and ${rest} more such users`)] : named
}

const twinWords = (lost: string, found: string) =>
  `${quoted(lost)} and ${quoted(found)} are the same name, so only the second account can be found. ` +
  'Delete the account that nobody uses, or give it another username.'

const staleWords = (username: string) =>
  `${quoted(username)} was stored by an older version and can't be found. Run: rekey migrate`

function describeMarked({ count, first }: Few): Finding[] {
  if (count === 0) return []
  const named = first.map(({ username, emailTo }) =>
    quoted(hasMarks(username) ? username : (emailTo ?? '')),
  )
  const more = count > first.length ? `, and ${count - first.length} more` : ''
  const words = `these contain invisible characters: ${named.join(', ')}${more}. `
  return [
    warning('usernames', `${words}Mail to them may not arrive. Type the username or e-mail again.`),
  ]
}

/** With the marks as escapes: nobody would see them. */
const quoted = (name: string) =>
  JSON.stringify(name.slice(0, 60)).replace(
    /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB\u2028\u2029]/gu,
    (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`,
  )
