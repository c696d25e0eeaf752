import { builtInRoles } from '@rekey/contracts/built-in-roles'
import { username as usernameField } from '@rekey/contracts/fields'
import { addressOf } from '@rekey/contracts/reset-address'
import { typedName } from '@rekey/contracts/visible-text'
import { lanes } from '../jobs/lanes.ts'
import type { Transaction } from '../lib/database.ts'
import { recordAudit } from '../models/audit.ts'
import { deriveReset } from '../models/reset-secrets.ts'
import { searchText } from '../models/search-text.ts'
import { setBackToPassword } from '../models/set-back-to-password.ts'
import { startReset } from '../models/start-reset.ts'
import { usernameKey } from '../models/username-key.ts'
import { CommandError } from './command-error.ts'
import { type CommandDeps, withSealedCommandDeps } from './open-command-deps.ts'
import { shownTime } from './shown-time.ts'

type CreatedAdmin = {
  readonly username: string
  readonly wasThere: boolean
  readonly link: string
  readonly code: string
  readonly expiresAt: Date
  /** Where link and code go by mail as well; null: there is no address. */
  readonly mailedTo: string | null
}

/** `rekey admin create USERNAME` */
export async function createAdminCommand(username: string): Promise<void> {
  const admin = await withSealedCommandDeps((deps) => createAdmin(deps, username))
  const mail = admin.mailedTo
    ? `They are also sent to ${admin.mailedTo} once the server is running.`
    : 'There is no address to send them to. Hand them over in person.'
  console.log(
    [
      `${admin.username} ${admin.wasThere ? 'has the role Administrator.' : 'is a new administrator.'}`,
      'Use these to choose the password:',
      `  Link: ${admin.link}`,
      `  Code: ${admin.code}`,
      `They work until ${shownTime(admin.expiresAt)}.`,
      mail,
    ].join('\n'),
  )
}

/**
 * Makes a staff user with the role Administrator and no password. A user who exists gets that role
 * and a reset, and no longer signs in at an identity provider. Link and code are shown, so their
 * lifetime begins now.
 * @throws CommandError for a user who could not sign in here
 */
export async function createAdmin(deps: CommandDeps, typed: string): Promise<CreatedAdmin> {
  const username = typedName(typed)
  if (username.includes('\uFFFD')) {
    throw new CommandError('The username is not in UTF-8. Set your terminal to UTF-8.')
  }
  if (!usernameField.safeParse(username).success) {
    throw new CommandError('A username must have 1 to 254 characters and no control characters.')
  }
  return deps.db.$transaction(async (tx) => {
    const found = await findUser(tx, username)
    const user = found ? await promote(tx, deps, found) : await createStaff(tx, username)
    const reset = await startReset(tx, deps, user, { lane: lanes.first, isShown: true })
    const secrets = deriveReset(deps.keys, reset)
    if (!secrets) throw new CommandError('The server key is missing.')
    await recordAudit(tx, {
      action: 'administrator.created',
      at: deps.clock.now(),
      userId: user.id,
      details: {
        wasThere: found !== null,
        by: 'cli',
        ...(found?.signInMethod === 'sso' && { signInMethod: 'password' }),
      },
      personal: { username: user.username },
    })
    const { expiresAt } = await tx.reset.findUniqueOrThrow({ where: { id: reset.id } })
    return {
      username: user.username,
      wasThere: found !== null,
      link: `${deps.config.publicUrl}/reset#${secrets.token}`,
      code: secrets.code,
      expiresAt: expiresAt ?? deps.clock.now(),
      mailedTo: addressOf(user),
    }
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof findUser>>>

/** Locked before it is looked at, so that nobody deactivates the user in between. */
async function findUser(tx: Transaction, username: string) {
  const key = usernameKey(username)
  await tx.$queryRaw`SELECT 1 FROM users WHERE username_key = ${key} FOR UPDATE`
  return tx.user.findUnique({ where: { usernameKey: key, deletedAt: null } })
}

/**
 * The way back in when no provider answers: a user who signs in at one signs in here from now on.
 */
async function promote(tx: Transaction, { clock }: CommandDeps, user: Found): Promise<Found> {
  if (user.status !== 'active') {
    throw new CommandError(`${user.username} is deactivated. Reactivate the account first.`)
  }
  if (user.kind === 'device') {
    throw new CommandError(`${user.username} is a device user and can't sign in here.`)
  }
  if (user.signInMethod === 'sso') await setBackToPassword(tx, user.id, clock.now())
  return tx.user.update({ where: { id: user.id }, data: { roleId: builtInRoles.administrator } })
}

const createStaff = (tx: Transaction, username: string): Promise<Found> =>
  tx.user.create({
    data: {
      username,
      usernameKey: usernameKey(username),
      displayName: username,
      searchText: searchText({
        username,
        displayName: username,
        emailTo: null,
        organization: null,
      }),
      kind: 'staff',
      roleId: builtInRoles.administrator,
    },
  })
