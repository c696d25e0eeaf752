import type { Token, Tokens } from 'marked'

/** Consecutive blocks of code in different languages: one call, shown several times. */
export type CodeTabs = {
  readonly type: 'codeTabs'
  readonly raw: string
  readonly codes: Tokens.Code[]
}

/** Blocks in these languages show the same when they follow one another. */
const together = ['sh', 'js', 'python']

/** Puts blocks of code that follow one another in different languages into one token. */
export function joinCode(tokens: readonly Token[]): (Token | CodeTabs)[] {
  const joined: (Token | CodeTabs)[] = []
  for (const token of tokens.filter(
    ({ type }, at) => !isGap(type, tokens[at - 1], tokens[at + 1]),
  )) {
    const last = joined.at(-1)
    if (isCode(token) && last && isCode(last) && follows(last, token)) {
      joined.splice(-1, 1, { type: 'codeTabs', raw: '', codes: [last, token] })
    } else if (isCode(token) && last && isTabs(last) && follows(last.codes.at(-1), token)) {
      last.codes.push(token)
    } else joined.push(token)
  }
  return joined
}

const isCode = (token: Token | CodeTabs): token is Tokens.Code => token.type === 'code'
const isTabs = (token: Token | CodeTabs): token is CodeTabs => token.type === 'codeTabs'

const isGap = (type: string, before?: Token, after?: Token) =>
  type === 'space' && before?.type === 'code' && after?.type === 'code'

const follows = (one: Tokens.Code | undefined, next: Tokens.Code) =>
  together.indexOf(one?.lang ?? '') >= 0 &&
  together.indexOf(next.lang ?? '') > together.indexOf(one?.lang ?? '')
