import { Command } from 'commander'
import { backUpDatabase } from './back-up-database.ts'
import { createAdminCommand } from './create-admin.ts'
import { doctor } from './doctor.ts'
import { importUsers } from './import-users.ts'
import { listSsoConnections } from './list-sso-connections.ts'
import { migrateDatabase } from './migrate-database.ts'
import { proveSsoDomainCommand } from './prove-sso-domain.ts'
import { resealSecrets } from './reseal-secrets.ts'
import { resetFactorsCommand } from './reset-factors.ts'
import { restoreDatabase } from './restore-database.ts'
import { revokeKeyCommand } from './revoke-key.ts'
import { rotateKeys } from './rotate-keys.ts'
import { verifyAuditLog } from './verify-audit-log.ts'

/** The operator's commands, each a file of its own. */
export function createProgram(): Command {
  const program = new Command('rekey')
    .description("The operator's commands of Rekey. They read the same environment as the server.")
    .showHelpAfterError()
  program
    .command('users')
    .description('users of this installation')
    .command('import <file>')
    .description('merge users from FILE.csv, FILE.json, or - for standard input')
    .option('--dry-run', 'report everything and write nothing')
    .option('--invite', 'send a link and a code to imported users who have no password')
    .option('--roles', 'change the roles of existing users too')
    .option('--replace-passwords', 'let imported hashes replace passwords that were set here')
    .action(importUsers)
  addAdmin(program)
  program.command('doctor').description('check this installation').action(doctor)
  program.command('migrate').description('bring the database up to date').action(migrateDatabase)
  addBackup(program)
  addKeys(program)
  addSso(program)
  program
    .command('audit')
    .description('the audit log')
    .command('verify')
    .description('find changed, missing and cut-off events')
    .option('--head <hash>', 'the head that an earlier run printed')
    .action(verifyAuditLog)
  return program
}

function addAdmin(program: Command) {
  const admin = program.command('admin').description('administrators')
  admin
    .command('create <username>')
    .description('create an administrator; prints a link and a code to choose the password')
    .action(createAdminCommand)
  admin
    .command('reset-factors <username>')
    .description('remove the second factors that a user has lost, at once')
    .action(resetFactorsCommand)
}

function addBackup(program: Command) {
  program
    .command('backup <file>')
    .description('back up all tables, also while Rekey runs; - is standard output')
    .action(backUpDatabase)
  program
    .command('restore <file>')
    .description('put a backup into an empty database')
    .option('--replace <database>', 'delete everything that Rekey has in the database of that name')
    .option('--move', 'nothing ran after the backup: sessions, links and waiting mails go on')
    .action(restoreDatabase)
}

function addKeys(program: Command) {
  const keys = program.command('keys').description('server keys')
  keys.command('rotate').description('start signing with a new key').action(rotateKeys)
  keys
    .command('reseal')
    .description('after a rotation: encrypt stored secrets with the new key')
    .action(resealSecrets)
  keys
    .command('revoke <id>')
    .description('end what a key has signed that somebody else may know')
    .action(revokeKeyCommand)
}

function addSso(program: Command) {
  const sso = program.command('sso').description('identity providers')
  sso
    .command('list')
    .description('list identity providers with their domains')
    .action(listSsoConnections)
  sso
    .command('prove-domain <connection> <domain>')
    .description('vouch for a domain instead of its TXT record; CONNECTION is a name or an id')
    .action(proveSsoDomainCommand)
}
