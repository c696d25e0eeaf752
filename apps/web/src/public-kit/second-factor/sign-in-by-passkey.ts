import type { Answer } from '@rekey/contracts/route'
import type { passkeySignInOptions, signIn, signInWithPasskey } from '@rekey/contracts/sessions'
import { call, type Problem } from '../../api.ts'
import { messages } from '../../messages.ts'
import { problemSentence } from '../../problem-sentence.ts'

const text = messages.signIn

type Done = { readonly answer: Answer<typeof signIn> } | { readonly words: string }

/** Signs in with a passkey and no password. `words` say why it didn't work. */
export async function signInByPasskey(): Promise<Done> {
  const asked = await call<typeof passkeySignInOptions>('POST /sessions/passkey/options')
  if (!asked.ok) return { words: sentenceOf(asked.problem) }
  const loaded = await import('./passkey.ts').catch(() => null)
  const response = loaded ? await loaded.askForPasskey(asked.body) : 'not-loaded'
  if (response === 'not-loaded') return { words: messages.passkeysNotLoaded }
  if (!response) return { words: text.noPasskey }
  const result = await call<typeof signInWithPasskey>('POST /sessions/passkey', { response })
  return result.ok ? { answer: result.body } : { words: sentenceOf(result.problem) }
}

const sentenceOf = (problem: Problem): string =>
  problem.code === 'sign-in-failed' ? text.unknownPasskey : problemSentence(problem).sentence
