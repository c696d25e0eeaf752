import { demoWarning, findDemoAccounts } from '../../../../../prisma/seed.ts'
import type { Config } from '../../config.ts'
import { readKeys } from '../../keys-file.ts'
import type { Database } from '../../lib/database.ts'
import { createKeyring } from '../../lib/keyring.ts'
import { type Finding, problem, reason } from './finding.ts'

/** Whether anybody who knows the demo passwords can sign in where no demo data is wanted. */
export async function checkDemoAccounts(config: Config, db: Database): Promise<Finding[]> {
  if (config.demoData) return []
  try {
    const keys = createKeyring(await readKeys(config))
    const sentence = demoWarning(await findDemoAccounts({ db, keys }))
    return sentence === null ? [] : [problem('demo accounts', sentence)]
  } catch (error) {
    return [problem('demo accounts', reason(error))]
  }
}
