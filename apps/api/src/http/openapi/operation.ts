import type { Contract } from '@rekey/contracts/route'
import * as z from 'zod/mini'
import type { ZodObjectInput, ZodOpenApiOperationObject } from 'zod-openapi'
import type { Comments } from './contract-comments.ts'
import { examples } from './examples.ts'
import { problemResponses } from './problem-responses.ts'
import { securityOf } from './security.ts'
import { tagOf } from './tags.ts'

/** The entry of a contract. Its export name leads to its comments. */
export function operation(
  exportName: string,
  contract: Contract,
  comments: Comments,
): ZodOpenApiOperationObject {
  const requestBody = requestBodyOf(contract)
  return {
    operationId: contract.name,
    summary: contract.summary,
    description: [comments.get(exportName), accessNote(contract)].filter(Boolean).join('\n\n'),
    tags: [tagOf(contract).name],
    security: securityOf(contract.access),
    requestParams: paramsOf(contract),
    ...(requestBody && { requestBody }),
    responses: { [contract.status]: goodResponse(contract), ...problemResponses(contract) },
  }
}

/** Not every program shows the security requirements, so a sentence says the same. */
export function accessNote({ access }: Contract): string {
  if (access === 'public') return 'No sign-in is needed.'
  if (access === 'session') return 'Any signed-in user may call this.'
  return `Needs ${access.anyOf.map((permission) => `\`${permission}\``).join(' or ')}.`
}

const paramsOf = ({ params, query, headers, method }: Contract) => ({
  ...(params && { path: asObject(params) }),
  ...(query && { query: asObject(query) }),
  ...(headers && { header: asObject(headers) }),
  ...(method === 'POST' && !headers && { header: forRepeating }),
})

/** See http/idempotency.ts. */
const forRepeating = z.looseObject({
  'Idempotency-Key': z.optional(z.string().check(z.minLength(1), z.maxLength(255))).check(
    z.meta({
      description:
        'With an API key: the same key with the same body gets the first answer again for 24 hours, and nothing is done twice.',
    }),
  ),
}) as unknown as ZodObjectInput

/** Contracts only use objects for them; the type of a contract doesn't say so. */
const asObject = (schema: z.ZodMiniType) => schema as unknown as ZodObjectInput

function requestBodyOf({ name, body, rawBody, takes }: Contract) {
  if (rawBody) {
    const schema =
      rawBody.type === 'application/json'
        ? { type: 'array' as const, items: { type: 'object' as const } }
        : { type: 'string' as const }
    return { required: true, content: { [rawBody.type]: { schema, ...exampleOf(name, 'body') } } }
  }
  if (!body) return null
  return {
    required: !z.safeParse(body, {}).success,
    content: { [takes ?? 'application/json']: { schema: body, ...exampleOf(name, 'body') } },
  }
}

const exampleOf = (name: string, part: 'body' | 'answer') => {
  const example = examples[name]?.[part]
  return example === undefined ? {} : { example }
}

const meanings = {
  200: 'It worked.',
  201: 'It was created.',
  202: 'It was accepted and is done in the background.',
  204: 'It worked, and there is nothing to return.',
  303: 'The browser is led to the address in `Location`.',
}

/** A route that also streams has two answers, by `Accept`. */
function goodResponse({ name, status, answer, streams, answersIn }: Contract) {
  const location = {
    Location: { required: true, schema: { type: 'string' as const, format: 'uri-reference' } },
  }
  return {
    description: meanings[status],
    ...(status === 303 && { headers: location }),
    ...(answer && {
      content: {
        [answersIn ?? 'application/json']: { schema: answer, ...exampleOf(name, 'answer') },
        ...(streams && { [streams]: { schema: { type: 'string' as const } } }),
      },
    }),
  }
}
