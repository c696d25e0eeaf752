import { messages } from '../../messages.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { areCookiesBlocked } from '../../public-kit/tab-storage.ts'
import { Banner } from '../../ui/banner.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Say } from '../../ui/say.tsx'

const notices = {
  'password-changed': { tone: 'good', text: messages.signIn.passwordChanged },
  'passkey-saved': { tone: 'good', text: messages.signIn.passkeySaved },
  'changed-for-app': { tone: 'good', text: messages.signIn.changedForApp },
  'signed-out': { tone: 'good', text: messages.signIn.signedOut },
  'sign-in-over': { tone: 'warning', text: messages.signIn.over },
  'too-many-codes': { tone: 'warning', text: messages.signIn.tooManyCodes },
  'sign-in-first': { tone: 'warning', text: messages.signIn.signInFirst },
} as const

const blocked = { tone: 'warning', text: messages.signIn.cookiesBlocked } as const

/** Says why another screen sent the user here, or why signing in can't work. */
export function SignInNotice({ notice }: { notice: SignInState['notice'] }) {
  const isBlocked = areCookiesBlocked && (!notice || notice === 'sign-in-first')
  const shown = isBlocked ? blocked : notice && notices[notice]
  return (
    <Notice>
      {shown && (
        <Banner tone={shown.tone}>
          <Say text={shown.text} />
        </Banner>
      )}
    </Notice>
  )
}
