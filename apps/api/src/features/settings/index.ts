import * as contracts from '@rekey/contracts/settings'
import type { Register } from '../../http/routes.ts'
import { changeSettings } from './change-settings.ts'
import { showSettings } from './show-settings.ts'

export function settings(register: Register) {
  register(contracts.showSettings, showSettings)
  register(contracts.changeSettings, changeSettings)
}
