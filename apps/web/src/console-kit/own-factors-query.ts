import { queryOptions } from '@tanstack/react-query'
import { callOwnFactors } from '../public-kit/second-factor/call-own-factors.ts'
import { bodyOf } from './ask.ts'

/** The second factors of the viewer. */
export const ownFactorsQuery = queryOptions({
  queryKey: ['own-second-factors'],
  queryFn: async () => bodyOf(await callOwnFactors()),
})
