/** Finds the comment above a field, by its path within the file: `startUserReset.body.method`. */
export type Comments = (path: readonly string[]) => string | undefined

type Found = {
  readonly comments: Map<string, string>
  /** By path: the constants whose fields are spread or extended there. */
  readonly spreads: Map<string, string[]>
}

/** A line that opens a field or a constant, by its indentation and name. */
const opening = /^(?<indent> *)(?:export )?(?:const )?(?<name>\w+)(?::| = )/
const spread = /^ *\.\.\.(?:z\.partial\(z\.object\()?(?<name>\w+)/
const extended = /z\.extend\((?:listOf\()?(?<name>\w+)\)?, \{$/

/**
 * Reads the comments of the contracts, which neither zod nor JSON Schema keeps. The files are
 * formatted, so each field has its own line, and the indentation shows what contains it.
 */
export function readComments(source: string): Comments {
  const found: Found = { comments: new Map(), spreads: new Map() }
  const open: { indent: number; name: string }[] = []
  let comment: string[] = []
  for (const line of source.split('\n')) {
    const text = /^ *(?:\/\*\*|\*\/| \*)/.test(line) ? commentText(line) : null
    if (text !== null) {
      comment = /^ *\/\*\*/.test(line) ? [text] : [...comment, text]
      continue
    }
    noteLine(line, comment.join(' ').trim(), open, found)
    comment = []
  }
  return (path) => lookUp(path, found)
}

const commentText = (line: string) =>
  line.replace(/^ *(?:\/\*\*|\*\/| \*) ?/, '').replace(/\*\/$/, '')

function noteLine(
  line: string,
  comment: string,
  open: { indent: number; name: string }[],
  { comments, spreads }: Found,
) {
  const { indent, name } = opening.exec(line)?.groups ?? {}
  if (indent !== undefined && name !== undefined) {
    while ((open.at(-1)?.indent ?? -1) >= indent.length) open.pop()
    open.push({ indent: indent.length, name })
    if (comment) comments.set(pathOf(open), comment)
  }
  const used = (spread.exec(line) ?? extended.exec(line))?.groups?.name
  if (used) spreads.set(pathOf(open), [...(spreads.get(pathOf(open)) ?? []), used])
}

const pathOf = (open: readonly { name: string }[]) => open.map(({ name }) => name).join('.')

function lookUp(path: readonly string[], { comments, spreads }: Found): string | undefined {
  const own = comments.get(path.join('.'))
  if (own !== undefined || path.length < 2) return own
  const [field = ''] = path.slice(-1)
  return (spreads.get(path.slice(0, -1).join('.')) ?? [])
    .map((name) => comments.get(`${name}.${field}`))
    .find((comment) => comment !== undefined)
}
