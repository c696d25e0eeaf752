import type { Body, Contract } from '@rekey/contracts/route'
import { call, type Result } from '../../api.ts'

/** Calls the API about one user: `callUser<typeof showUser>('GET /users/{id}', id)`. Never throws. */
export const callUser = <C extends Contract>(
  line: `${C['method']} ${C['path']}`,
  id: string,
  ...body: Body<C> extends undefined ? [] : [Body<C>]
): Promise<Result<C>> => call<C>(line.replace('{id}', id) as `${C['method']} ${C['path']}`, ...body)
