import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * Comments by the path of what they stand before: a constant (`startUserReset`) or a field in it
 * (`startUserReset.body.reason`).
 */
export type Comments = ReadonlyMap<string, string>

/** The comments of all contracts. Node runs them from their source, so it is always there. */
export function contractComments(): Comments {
  const folder = fileURLToPath(new URL('.', import.meta.resolve('@rekey/contracts/all')))
  const files = readdirSync(folder).filter((name) => !name.endsWith('.test.ts'))
  return new Map(files.flatMap((name) => [...readComments(readFileSync(folder + name, 'utf8'))]))
}

const startOfComment = /^\s*\/\*\*/
const endOfComment = /\*\/\s*$/
const declaration = /^(?:export )?const (?<name>\w+)/
/** `...filters`, `...z.partial(z.object(fields)).shape`, or `z.extend(user, …`. */
const spread = /(?:\.\.\.(?:[\w.]+\()*(?<spread>\w+)|z\.extend\((?<extended>\w+),)/g
const field = /^(?<indent> +)(?<name>\w+):/

/**
 * Reads the comments of a file of contracts. They become the descriptions in the OpenAPI document.
 * So each sentence is written once, and the web app's bundle doesn't carry it. The formatter keeps
 * the indentation, which tells in which object a field is.
 */
export function readComments(source: string): Comments {
  const found = new Map<string, string>()
  const spreads: Spread[] = []
  let path: readonly Position[] = []
  for (const { line, comment } of linesWithComments(source)) {
    path = pathAt(line, path)
    const name = path.map((each) => each.name).join('.')
    if (comment.length > 0 && positionOf(line)) found.set(name, textOf(comment))
    for (const { groups = {} } of line.matchAll(spread)) {
      spreads.push({ from: `${groups.spread ?? groups.extended}.`, into: `${name}.` })
    }
  }
  return withSpreads(found, spreads)
}

/** Each line of code, with the lines of the comment above it. */
function* linesWithComments(source: string) {
  let comment: string[] = []
  let isOpen = false
  for (const line of source.split('\n')) {
    const starts = startOfComment.test(line)
    if (starts) comment = []
    if (starts || isOpen) {
      comment.push(line)
      isOpen = !endOfComment.test(line)
      continue
    }
    yield { line, comment }
    comment = []
  }
}

/**
 * Fields with these beginnings of their paths are also in an object at another path. A comment that
 * the object has itself says more.
 */
type Spread = { readonly from: string; readonly into: string }

const withSpreads = (found: Comments, spreads: readonly Spread[]): Comments =>
  new Map([
    ...found,
    ...spreads.flatMap(({ from, into }) =>
      [...found]
        .filter(([name]) => name.startsWith(from))
        .map(([name, text]) => [into + name.slice(from.length), text] as const)
        .filter(([name]) => !found.has(name)),
    ),
  ])

type Position = { readonly name: string; readonly indent: number }

function positionOf(line: string): Position | null {
  const declared = declaration.exec(line)?.groups
  if (declared?.name) return { name: declared.name, indent: 0 }
  const { indent, name } = field.exec(line)?.groups ?? {}
  return name && indent ? { name, indent: indent.length } : null
}

function pathAt(line: string, path: readonly Position[]): readonly Position[] {
  const at = positionOf(line)
  if (at) return [...path.filter(({ indent }) => indent < at.indent), at]
  const startsAnew = /^[^\s)}\]]/.test(line)
  return startsAnew ? [] : path
}

/** One line a paragraph. */
const textOf = (lines: readonly string[]) =>
  lines
    .map((line) => line.replace(/^\s*\/?\*+(?!\/)\s?/, '').replace(/\s*\*\/\s*$/, ''))
    .join('\n')
    .trim()
    .replace(/(?<!\n)\n(?!\n)/g, ' ')
