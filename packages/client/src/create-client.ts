import { allItems } from './all-items.ts'
import { type ClientOptions, readOptions, type Settings } from './client-options.ts'
import { operationGroups } from './generated/operation-table.ts'
import type { Operations } from './generated/operations.ts'
import type { CallOptions, Operation } from './operation.ts'
import { prepare } from './prepare.ts'
import { callWithRetries } from './retry.ts'

export type { ClientOptions } from './client-options.ts'
export type * from './generated/operations.ts'
export type { WebhookEventType } from './generated/webhook-event-type.ts'
export type { AnswerInfo, Call, CallOptions, List, ListAndCsv, Page } from './operation.ts'
// biome-ignore lint/performance/noBarrelFile: the package has one entry.
export {
  type ProblemCode,
  RekeyAnswerError,
  RekeyConnectionError,
  RekeyError,
  RekeyProblem,
} from './problem.ts'
export {
  RekeyWebhookError,
  verifyWebhook,
  type WebhookFault,
  type WebhookHeaders,
} from './verify-webhook.ts'
export type { WebhookEvent } from './webhook-event.ts'

/** A method for each operation that programs and pages call: `rekey.requestReset({ username })`. */
export type Rekey = Operations

/**
 * Opens nothing: each method calls the API when it is called.
 * @throws TypeError if an option can't work
 */
export function createClient(options: ClientOptions): Rekey {
  const settings = readOptions(options)
  const methods = operationGroups.flatMap(({ paths, ...kind }) =>
    Object.entries(paths).map(([name, path]) => [
      name,
      methodOf(name, { ...kind, path }, settings),
    ]),
  )
  return Object.fromEntries(methods)
}

type Input = Record<string, unknown>

function methodOf(name: string, operation: Operation, settings: Settings) {
  const call = async (asCsv: boolean, input: Input = {}, options: CallOptions = {}) =>
    callWithRetries(
      prepare(name, operation, { input, options, asCsv }, settings),
      settings,
      options,
    )
  const method = (input?: Input, options?: CallOptions) => call(false, input, options)
  const all = (input?: Input, options?: CallOptions) => allItems(method, input, options)
  const csv = (input?: Input, options?: CallOptions) => call(true, input, options)
  return Object.assign(method, operation.isList && { all }, operation.hasCsv && { csv })
}
