import { type DemoAccount, demoWarning } from '../../../../prisma/seed.ts'
import type { Config } from '../config.ts'

/**
 * Where to sign in, as whom, and where the mails are. Demo passwords show until they are changed.
 */
export function printWelcome(config: Config, accounts: readonly DemoAccount[]) {
  const lines = [`Rekey is running. Sign in at ${config.publicUrl}/sign-in`]
  const warning = config.demoData ? null : demoWarning(accounts)
  if (warning) lines.push('', warning)
  if (config.demoData && accounts.length > 0) {
    const width = Math.max(...accounts.map(({ username }) => username.length))
    lines.push('', 'Demo accounts that still have their first password:')
    for (const { username, password, about } of accounts) {
      lines.push(`  ${username.padEnd(width)}  ${password}  ${about}`)
    }
  }
  if (config.mailTransport === 'mailbox') {
    lines.push('', `Mails stay on this machine: ${config.publicUrl}/dev/mailbox`)
  }
  if (config.insecure) {
    lines.push('', 'DEV_MODE=insecure: anyone who can reach this server can read its mails.')
  }
  if (!config.ipRateLimits) lines.push('', 'IP_RATE_LIMITS=off: requests are not limited.')
  process.stdout.write(`\n${lines.join('\n')}\n\n`)
}
