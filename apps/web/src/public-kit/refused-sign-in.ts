import type { Problem } from '../api.ts'
import { clockTime } from '../clock-time.ts'
import { fill } from '../fill.ts'
import type { Refusal } from '../hooks/form-state.ts'

type Words = { readonly wrong: string; readonly wait: `${string}{time}${string}` }

/** Why a typed password was refused. The field is emptied only if the password is wrong. */
export function refusedSignIn(
  problem: Problem,
  form: HTMLFormElement,
  { wrong, wait }: Words,
): Refusal<'password'> {
  if (problem.code === 'rate-limited' && problem.retryAt) {
    return { problem, words: fill(wait, { time: clockTime(problem.retryAt) }) }
  }
  if (problem.code !== 'sign-in-failed') return { problem }
  const input = form.elements.namedItem('password') as HTMLInputElement
  input.value = ''
  return { errors: { password: wrong } }
}
