import type { Contract } from '@rekey/contracts/route'
import * as z from 'zod/mini'
import type { Example } from '../src/http/openapi/examples.ts'
import { documentedCalls, misfits } from './api-schemas.ts'

/** Why an example doesn't show its operation; empty if it does. */
export function exampleFaults(contract: Contract, example: Example): readonly string[] {
  return [
    ...inputFaults(contract, example),
    ...bodyFaults(contract, example),
    ...answerFaults(contract, example),
  ]
}

/** A redirect, XML and a stream aren't JSON, so they have no example of an answer. */
const hasJsonAnswer = ({ answer, answersIn }: Contract) => answer !== null && !answersIn

/** What the API itself would refuse. */
function inputFaults({ params, query }: Contract, example: Example): string[] {
  const faults: string[] = []
  if (params && !z.safeParse(params, example.params).success) faults.push('params do not fit')
  if (query && !z.safeParse(query, example.query ?? {}).success) faults.push('query does not fit')
  return faults
}

function bodyFaults(contract: Contract, { body }: Example): readonly string[] {
  const call = documentedCalls.get(contract.name)
  const [type] = Object.keys(call?.operation.requestBody?.content ?? {})
  if (!call || !type) return body === undefined ? [] : ['it has a body']
  if (body === undefined) return ['the body is missing']
  if (contract.body && !z.safeParse(contract.body, body).success)
    return ['the API refuses the body']
  return misfits(['paths', call.path, call.method, 'requestBody', 'content', type, 'schema'], body)
}

function answerFaults(contract: Contract, { answer }: Example): readonly string[] {
  if (!hasJsonAnswer(contract)) return answer === undefined ? [] : ['it has an answer']
  if (answer === undefined) return ['the answer is missing']
  const call = documentedCalls.get(contract.name)
  if (!call) return ['it is not documented']
  const place = ['responses', String(contract.status), 'content', 'application/json', 'schema']
  return misfits(['paths', call.path, call.method, ...place], answer)
}
