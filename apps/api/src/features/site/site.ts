import type { Answer } from '@rekey/contracts/route'
import type { site as contract } from '@rekey/contracts/site'
import type { Deps } from '../../deps.ts'
import type { Verb } from '../../http/routes.ts'

/** GET /site. The web app's page carries the same, so that it needs no second request. */
export const site: Verb<typeof contract> = async (_input, deps) => ({
  status: 200,
  body: await describeSite(deps),
})

export async function describeSite({
  config,
  settings,
}: Pick<Deps, 'config' | 'settings'>): Promise<Answer<typeof contract>> {
  const { organizationName, supportAddress, disclosure } = await settings.current()
  return {
    organizationName,
    supportAddress,
    mailFrom: { name: `${organizationName} accounts`, address: config.mailFrom.address },
    disclosure,
    insecure: config.insecure,
    mailbox: config.mailTransport === 'mailbox',
  }
}
