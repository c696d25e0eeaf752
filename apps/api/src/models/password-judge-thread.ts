/**
 * The thread of `password-judge.ts`: the rule, the estimator with the dictionaries of every
 * language, and the blocklist. They are loaded once, when the thread starts.
 */
import { loadBlocklist } from '@rekey/password-strength/blocklist'
import { estimateStrength } from '@rekey/password-strength/estimate-strength'
import {
  type JudgedBy,
  type Judgement,
  judgePassword,
} from '@rekey/password-strength/judge-password'
import { loadAllLanguages } from '@rekey/password-strength/load-language'
import { isPersonal } from '@rekey/password-strength/personal-words'

const [{ has: isBlocklisted }] = await Promise.all([loadBlocklist(), loadAllLanguages()])

export interface JudgeTask {
  readonly password: string
  readonly by: JudgedBy
}

export default ({ password, by }: JudgeTask): Judgement =>
  judgePassword(password, by, { estimateStrength, isBlocklisted, isPersonal })
