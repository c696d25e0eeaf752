import {
  type createResetCampaign as contract,
  defaultPerMinute,
} from '@rekey/contracts/reset-campaigns'
import type { Deps } from '../../deps.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { second } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { noteStep } from './campaigns.ts'
import { chooseUsers, excludeUsers, findSecondAdministratorCauses } from './choose-users.ts'
import { requireShownCampaign } from './shown-campaign.ts'

/** Choosing 200,000 users takes longer than other calls may take. */
const patience = { timeout: 60 * second }

/**
 * POST /reset-campaigns. Chooses the users, and says who of them would get a mail. Who is chosen
 * doesn't change later, but each user is judged again before their mail is queued.
 */
export const createResetCampaign: Verb<typeof contract> = async (input, deps) => {
  const body = await deps.db.$transaction(async (tx) => {
    const id = await store(tx, input, deps)
    const { permissions } = input.caller
    const settings = await deps.settings.current()
    const unknownUsers = await chooseUsers(tx, id, input.body, {
      permissions,
      now: deps.clock.now(),
      settings,
    })
    await excludeUsers(tx, id, { permissions, settings })
    const secondAdministrator = await findSecondAdministratorCauses(tx, id)
    await tx.resetCampaign.update({ where: { id }, data: { unknownUsers, secondAdministrator } })
    await noteCreation(tx, deps, id, input)
    return requireShownCampaign(tx, deps, id, input.caller)
  }, patience)
  return { status: 201, body }
}

async function store(tx: Transaction, { body, caller }: Input<typeof contract>, { clock }: Deps) {
  const { name, reason, filter, method, perMinute = defaultPerMinute } = body
  const { id } = await tx.resetCampaign.create({
    data: {
      name,
      reason,
      ...(filter && { filter }),
      method: method ?? null,
      endSessions: body.endSessions ?? false,
      blockCurrentPassword: body.blockCurrentPassword ?? false,
      perMinute,
      createdBy: caller.actorId,
      createdByUser: caller.user.id,
      createdAt: clock.now(),
    },
    select: { id: true },
  })
  return id
}

async function noteCreation(
  tx: Transaction,
  deps: Deps,
  id: string,
  input: Input<typeof contract>,
) {
  const { name, reason, method, endSessions = false, blockCurrentPassword = false } = input.body
  const users = await tx.resetCampaignUser.count({ where: { campaignId: id } })
  await noteStep(tx, deps, id, {
    step: 'created',
    by: input,
    details: { users, ...(method && { method }), endSessions, blockCurrentPassword },
    personal: { name, reason },
  })
}
