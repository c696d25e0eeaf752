import { logoPath } from '@rekey/contracts/logo'
import type { Answer } from '@rekey/contracts/route'
import type { site as contract } from '@rekey/contracts/site'
import type { Deps } from '../../deps.ts'
import { isOpenTo } from '../../http/open-disclosure.ts'
import type { Verb } from '../../http/routes.ts'
import { isAnyPasskey } from '../../models/factor-proofs.ts'
import { isAnyOffered } from '../../models/factor-rules.ts'

/** GET /site. The web app's page contains the same facts, so it needs no second request. */
export const site: Verb<typeof contract> = async ({ peer }, deps) => ({
  status: 200,
  body: await describeSite(deps, peer),
})

/** The facts as this peer may know them: `open` is shown only to peers to whom it applies. */
export async function describeSite(
  deps: Pick<Deps, 'config' | 'settings' | 'db'>,
  peer: string,
): Promise<Answer<typeof contract>> {
  const { config, settings } = deps
  const current = await settings.current()
  const { organizationName, supportAddress, rememberDeviceDays, factorRecoveryHours } = current
  const { logo, accentColour } = current
  return {
    organizationName,
    logo: logo && logoPath(logo),
    accentColour,
    supportAddress,
    mailFrom: { name: `${organizationName} accounts`, address: config.mailFrom.address },
    disclosure: (await isOpenTo(deps, peer)) ? 'open' : 'private',
    insecure: config.insecure,
    mailbox: config.mailTransport === 'mailbox',
    rememberDeviceDays,
    factorRecoveryHours,
    // Those that exist still work when nobody can add one any more.
    passkeys: isAnyOffered(current) || (await isAnyPasskey(deps.db)),
  }
}
