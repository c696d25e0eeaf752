import type { Cookie } from '../../http/cookies.ts'

/** Where the way back from a provider ends. */
export type Ending = {
  readonly status: 303
  readonly body: null
  readonly location: string
  readonly cookies: readonly Cookie[]
}

/** The flow was used up, so its cookie is removed. */
export const endAt = (location: string, cookies: readonly Cookie[] = []): Ending => ({
  status: 303,
  body: null,
  location,
  cookies: [...cookies, { name: 'sso-flow', value: '', maxAgeSeconds: 0 }],
})
