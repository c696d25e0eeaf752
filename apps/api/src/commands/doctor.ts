import type { Pool } from 'pg'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { systemClock } from '../lib/clock.ts'
import { type Database, openDatabase } from '../lib/database.ts'
import { openMailer } from '../mail/open-mailer.ts'
import { explainFault } from '../start/explain-fault.ts'
import { checkCapacity } from './doctor/check-capacity.ts'
import { checkCollations } from './doctor/check-collations.ts'
import { checkDatabase, checkMigrations, checkRetention } from './doctor/check-database.ts'
import { checkDemoAccounts } from './doctor/check-demo-accounts.ts'
import {
  checkDisk,
  checkForwardedHeaders,
  checkMail,
  checkPublicUrl,
  checkRedis,
} from './doctor/check-environment.ts'
import { checkImportedHashes } from './doctor/check-imported-hashes.ts'
import { checkKeys } from './doctor/check-keys.ts'
import { checkBounceAddress, checkMailHealth } from './doctor/check-mail-health.ts'
import { checkNames } from './doctor/check-names.ts'
import { checkSenderDomain } from './doctor/check-sender-domain.ts'
import { checkSso } from './doctor/check-sso.ts'
import { checkWebhooks } from './doctor/check-webhooks.ts'
import { type Finding, problem } from './doctor/finding.ts'
import { openCommandDatabase } from './open-command-deps.ts'

/** `rekey doctor`: one line for each thing that can be wrong; exit code 1 for a problem. */
export async function doctor(): Promise<void> {
  const findings = await examine()
  for (const { outcome, name, detail } of findings) {
    console.log(`${outcome.padEnd(8)} ${name.padEnd(18)} ${detail}`)
  }
  if (findings.some(({ outcome }) => outcome === 'problem')) process.exitCode = 1
}

async function examine(): Promise<Finding[]> {
  try {
    return await examineConfig(readConfig())
  } catch (error) {
    if (error instanceof ConfigError)
      return error.faults.map((fault) => problem('environment', fault))
    throw error
  }
}

/** Changes nothing, not even the schema: it is there to say what is missing. */
async function examineConfig(config: Config): Promise<Finding[]> {
  const mailer = await openMailer(config)
  const [stored, mail, publicUrl, redis, disk, sender, bounces] = await Promise.all([
    examineDatabase(config),
    checkMail(config, mailer),
    checkPublicUrl(config),
    checkRedis(config),
    checkDisk(config),
    checkSenderDomain(config),
    checkBounceAddress(config),
  ])
  await mailer.close()
  const forwarded = checkForwardedHeaders(config)
  return [...stored, mail, publicUrl, forwarded, redis, disk, ...sender, ...bounces]
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  const database = await openCommandDatabase(config).catch((error) => explainFault(error, config))
  if (typeof database === 'string') return [problem('database', database)]
  const { db, pool, close } = openDatabase(database.url, { connections: 2 })
  try {
    const answers = await checkDatabase(pool)
    if (answers.outcome === 'problem') return [answers]
    const migrations = await checkMigrations(database.url)
    if (migrations.outcome !== 'ok') return [answers, migrations]
    const collations = await checkCollations(pool)
    const keys = await checkKeys(config, pool)
    return [answers, migrations, collations, ...keys, ...(await examineRows(config, db, pool))]
  } finally {
    await close()
    await database.close()
  }
}

async function examineRows(config: Config, db: Database, pool: Pool): Promise<Finding[]> {
  return [
    await checkRetention(pool),
    ...(await checkCapacity(pool)),
    await checkImportedHashes(pool),
    ...(await checkNames(db)),
    ...(await checkMailHealth(config, db)),
    ...(await checkWebhooks(db)),
    ...(await checkSso(config, pool, systemClock.now())),
    ...(await checkDemoAccounts(config, db)),
  ]
}
