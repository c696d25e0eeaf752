import type { Contract } from '@rekey/contracts/route'
import type { FastifyRequest } from 'fastify'

/** The contract that a request's route implements; undefined: it isn't a route of the API. */
export const contractOf = ({
  routeOptions: { config },
}: Pick<FastifyRequest, 'routeOptions'>): Contract | undefined => config.contract

declare module 'fastify' {
  interface FastifyContextConfig {
    contract?: Contract
  }
}
