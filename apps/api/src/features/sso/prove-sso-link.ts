import type { proveSsoLink as contract } from '@rekey/contracts/sso'
import type { Deps } from '../../deps.ts'
import { judgeProof } from '../../guards/judge-proof.ts'
import { useJudgedFactor } from '../../guards/use-factor.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { type ProvedFactor, requestFactor } from '../../models/check-factor.ts'
import { checkPassword, type RightPassword } from '../../models/password-check.ts'
import { hashSecret, permissionsIn } from '../../models/sessions.ts'
import { isConnectionOn } from '../../models/sso-connections.ts'
import { consumeFlow } from '../../models/sso-flows.ts'
import type { SsoLink } from '../../models/sso-links.ts'
import { findSigningIn, type SigningIn } from '../../models/users.ts'
import { flowCookie, readBegunFlows, withSession } from './flow-cookie.ts'
import { linkUser } from './link-user.ts'
import { openSession } from './open-session.ts'
import { requireBrowserLink } from './require-browser-link.ts'

/**
 * POST /sso-links/current/password. The password is checked as at a sign-in: the same waits, and
 * one duration for every failure. A console password proves nothing here. Neither does a temporary
 * password, or one that must be changed: other people may have seen them.
 */
export const proveSsoLink: Verb<typeof contract> = async (input, deps) => {
  const link = await requireBrowserLink(deps, input)
  const user = await findSigningIn(deps, link.username)
  const check = await checkPassword(deps, {
    username: link.username,
    password: input.body.password,
    holder: user && withoutPassingPasswords(user),
    deviceCookie: input.cookies.device,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong' || user?.id !== link.userId || user.signInMethod !== 'password') {
    await noteAct(deps, { action: 'sign-in.failed', userId: link.userId }, input)
    throw new Problem('sign-in-failed')
  }
  const factor = await proveFactorOfLink(deps, user, check, input)
  const { cookie, returnTo } = await enter(deps, link, user, { check, factor }, input)
  const others = withSession(readBegunFlows(input.cookies['sso-flow']), cookie.value)
  const { id, username, displayName, kind, role } = user
  const permissions = permissionsIn('browser', user.permissions)
  return {
    status: 201,
    body: { user: { id, username, displayName, kind, role, permissions }, returnTo },
    cookies: [cookie, { name: 'sso-link', value: '', maxAgeSeconds: 0 }, flowCookie(others)],
  }
}

/**
 * After the right password. A wrong second factor leaves the try counted, as a wrong password does.
 * @returns null: the user has none
 * @throws Problem second-factor-required, second-factor-wrong
 */
async function proveFactorOfLink(
  deps: Deps,
  user: SigningIn,
  check: RightPassword,
  input: Input<typeof contract>,
): Promise<ProvedFactor | null> {
  if (!user.factors.isSet) return null
  const what = challengeOf(input)
  const { secondFactor } = input.body
  if (!secondFactor) {
    await deps.driver.$executeRaw(check.givingBackName)
    throw new Problem('second-factor-required', { extra: await requestFactor(deps, user, what) })
  }
  const proved = await judgeProof(deps, user, secondFactor, what, input)
  if (!proved) throw new Problem('second-factor-wrong')
  return proved
}

/** A passkey's challenge is bound to the browser's flow. */
const challengeOf = ({ cookies }: Input<typeof contract>) => {
  const subject = hashSecret(cookies['sso-link'] ?? '').toString('hex')
  return { purpose: 'link', subject } as const
}

/** Checked as for a user without a password, so that they cost the same as any wrong password. */
const withoutPassingPasswords = (user: SigningIn): SigningIn => ({
  ...user,
  temporaries: [],
  passwordHash: user.mustChangePassword ? null : user.passwordHash,
})

/**
 * Of two parallel calls one links, and the other finds the flow gone. The same happens if a
 * password is saved in between.
 */
async function enter(
  deps: Deps,
  link: SsoLink,
  user: SigningIn,
  { check, factor }: { check: RightPassword; factor: ProvedFactor | null },
  input: Input<typeof contract>,
) {
  const at = deps.clock.now()
  return deps.db.$transaction(async (tx) => {
    const isOn = await isConnectionOn(tx, link.connectionId)
    const held = await tx.$executeRaw`
      SELECT 1 FROM users WHERE id = ${user.id}::uuid AND password_blocked_at IS NULL
        AND NOT must_change_password
        AND password_id IS NOT DISTINCT FROM ${user.passwordId}::uuid FOR NO KEY UPDATE`
    // After the user's row, as in every other path, so that a save beside it can't deadlock.
    await tx.$executeRaw(check.givingBack)
    const flow = await consumeFlow(tx, input.cookies['sso-link'] ?? '', ['link'], at)
    const isLinked =
      isOn && held === 1 && flow !== null && (await linkUser(tx, deps, link, 'password', input))
    if (!isLinked) throw new Problem('not-found')
    const what = challengeOf(input)
    await useJudgedFactor(tx, deps, { judged: factor, what }, user, input)
    const { connectionId } = link
    const { cookie } = await openSession(tx, deps, user, { connectionId, signedInMsAgo: 0 }, input)
    return { cookie, returnTo: flow.returnTo }
  })
}
