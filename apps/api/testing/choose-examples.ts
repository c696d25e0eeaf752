import type { Contract } from '@rekey/contracts/route'
import type { Example } from '../src/http/openapi/examples.ts'
import type { NotedCall } from './example-notes.ts'
import { stableExample } from './stable-example.ts'

/**
 * The best example of a contract among the calls of the tests: the one that shows most fields, and
 * of those the shortest. Names that test what the product does with odd characters explain nothing.
 */
export function chooseExample(contract: Contract, calls: readonly NotedCall[]): Example | null {
  const hasJson = contract.answer !== null && !contract.answersIn
  const good = calls.filter(
    ({ name, status, answer }) =>
      name === contract.name && status === contract.status && (answer !== undefined || !hasJson),
  )
  return best(good.map(({ name: _name, status: _status, ...example }) => stableExample(example)))
}

/** The members that a problem has beside those of every problem. */
export function chooseProblem(code: string, calls: readonly NotedCall[]): object | null {
  const documents = calls
    .map(({ answer }) => answer as Partial<Record<string, unknown>> | undefined)
    .filter((answer) => answer?.code === code && answer.requestId !== undefined)
  const extras = documents.map((document) => {
    const { type: _, title: _t, status: _s, code: _c, requestId: _r, ...extra } = document ?? {}
    return stableExample({ answer: extra })
  })
  return (best(extras)?.answer as object | undefined) ?? null
}

const isPlain = /^[\x20-\x7e…’“”–]{1,6000}$/
const isOdd = /evil|attacker|stranger|([A-Za-z])\1{9}/

function best(examples: readonly Example[]): Example | null {
  const rated = new Map(examples.map((example) => [JSON.stringify(example), example]))
  const plain = [...rated].filter(([text]) => isPlain.test(text) && !isOdd.test(text))
  const [first] = plain.toSorted(
    ([one, first], [other, second]) =>
      rate(second) - rate(first) || one.length - other.length || one.localeCompare(other),
  )
  return first?.[1] ?? null
}

/** What a request may contain is harder to guess than what an answer contains. */
const rate = ({ body, query, answer }: Example) =>
  countValues(answer) + 3 * (countValues(body) + countValues(query))

/** How many fields have a value, or a mail lines. A second item of a list tells nothing new. */
function countValues(value: unknown): number {
  if (value === null || value === undefined || value === '') return 0
  if (Array.isArray(value)) return value.length === 0 ? 0 : countValues(value[0])
  if (typeof value === 'string') return value.split('\n').length
  if (typeof value !== 'object') return 1
  return Object.values(value).reduce((sum: number, each) => sum + countValues(each), 0)
}
