import { mailDiagnosis as contract } from '@rekey/contracts/mail-diagnosis'
import type { Register } from '../../http/routes.ts'
import { mailDiagnosis } from './mail-diagnosis.ts'

export function mailDiagnoses(register: Register) {
  register(contract, mailDiagnosis)
}
