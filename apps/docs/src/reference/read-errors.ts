import type { DocumentedCall } from './api-document.ts'
import type { Resolver } from './resolve.ts'

export type ShownError = { readonly status: string; readonly code: string }

/** The errors of a call, and an example of the one that says most about it. */
export function readErrors({ responses }: DocumentedCall, resolver: Resolver) {
  const found = Object.entries(responses).flatMap(([status, { content, description = '' }]) => {
    const media = content?.['application/problem+json']
    if (!media) return []
    const named = Object.keys(media.examples ?? {})
    const codes = named.length > 0 ? named : (description.match(/\b[a-z]+(-[a-z]+)*\b/g) ?? [])
    return codes.map((code) => ({ status, code, value: resolver.exampleNamed(media, code) }))
  })
  const telling = found
    .filter(({ value }) => value)
    .toSorted((one, other) => rank(other) - rank(one))
  const [first] = telling
  return {
    errors: found
      .map(({ status, code }) => ({ status, code }))
      .toSorted((one, other) => Number(isGeneral(one.code)) - Number(isGeneral(other.code))),
    errorExample: first ? { status: first.status, value: first.value } : null,
  }
}

/** Nearly every call has them, so they stand last. */
const general = [
  'bad-request',
  'password-change-required',
  'too-large',
  'unsupported-media-type',
  'internal',
  'overloaded',
]

const isGeneral = (code: string) => general.includes(code)

/** Conflicts and refusals say more about a call than errors that all calls have. */
const rank = ({ status }: ShownError) =>
  ['413', '415', '500', '503', '400', '401', '403', '429', '404', '422', '409'].indexOf(status)
