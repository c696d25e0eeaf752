import type { requestReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { neighbourhoodOf } from '../../http/limits-network.ts'
import type { Input } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { findProof } from '../../models/device-cookie.ts'

/** How soon the same person may request again: one mail a minute. */
const resendAfterSeconds = 60

type Asking = Pick<Input<typeof contract>, 'body' | 'ip' | 'device' | 'cookies' | 'requestId'>

/**
 * POST /password-resets, and POST /temporary-passwords: in both cases the method of the user's kind
 * decides what is sent. The work and the answer are the same whether or not the user exists,
 * because only the job looks. A genuine device cookie, which is verified without the database, uses
 * the fast lane. In the other lane, networks take turns (jobs/turns.ts), so that a flood from one
 * of them doesn't delay the others.
 */
export async function requestReset(
  { body, ip, device, cookies, requestId }: Asking,
  { jobs, keys, clock }: Deps,
) {
  const askedAt = clock.now()
  const isKnown = findProof(keys, cookies.device, body.username, askedAt) !== null
  const ask = {
    username: body.username,
    askedAt: askedAt.toISOString(),
    ip,
    device,
    requestId,
    lane: isKnown ? lanes.first : lanes.selfService,
  }
  await jobs.ask(ask, neighbourhoodOf(ip))
  return { status: 202, body: { status: 'accepted', resendAfterSeconds } } as const
}
