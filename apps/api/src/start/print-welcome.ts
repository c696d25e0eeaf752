import { type DemoAccount, demoWarning } from '../../../../prisma/seed.ts'
import type { Config } from '../config.ts'
import type { Deps } from '../deps.ts'

/**
 * Where to sign in, as whom, and where the mails are. Demo passwords show until they are changed.
 * Where a program reads the output, these are lines of the log, so that each line of it is JSON.
 */
export function printWelcome(config: Config, accounts: readonly DemoAccount[], log: Deps['log']) {
  const lines = welcomeLines(config, accounts)
  if (process.stdout.isTTY) process.stdout.write(`\n${lines.join('\n')}\n\n`)
  else for (const line of lines.filter(Boolean)) log.info(line.trim())
}

function welcomeLines(config: Config, accounts: readonly DemoAccount[]): string[] {
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
  return lines
}
