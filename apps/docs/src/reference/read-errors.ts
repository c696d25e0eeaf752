import { generalProblems } from '../../../api/src/http/openapi/problem-responses.ts'
import type { DocumentedCall } from './api-document.ts'
import type { Resolver } from './resolve.ts'

export type ShownError = { readonly status: string; readonly code: string }

/**
 * The errors of a call, its own before the general ones, and an example of the most telling one.
 */
export function readErrors({ operationId, responses }: DocumentedCall, resolver: Resolver) {
  const found = Object.entries(responses).flatMap(([status, { content }]) => {
    const media = content?.['application/problem+json']
    if (!media) return []
    const codes = Object.keys(media.examples ?? {})
    return codes.map((code) => ({ status, code, value: resolver.exampleNamed(media, code) }))
  })
  const general = generalProblems(operationId)
  const own = found.filter(({ code }) => !general.has(code))
  const others = found.filter(({ code }) => general.has(code))
  const [shown = others.find(({ code }) => code === generalExample)] = own.toSorted(
    (one, other) => rank(other) - rank(one),
  )
  return {
    errors: [...own, ...others].map(({ status, code }) => ({ status, code })),
    errorExample: shown ? { status: shown.status, value: shown.value } : null,
  }
}

/** Every caller may meet it, so a call without errors of its own shows it. */
const generalExample = 'rate-limited'

/** Conflicts and refusals say more about a call than limits and a server that is busy. */
const rank = ({ status }: ShownError) =>
  ['503', '400', '401', '403', '429', '404', '422', '409'].indexOf(status)
