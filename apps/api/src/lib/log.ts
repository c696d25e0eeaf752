import { type DestinationStream, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'

/** Fields with secrets are left out if any code ever logs the object that contains them. */
const secrets = [
  'password',
  'newPassword',
  'currentPassword',
  'token',
  'code',
  'secret',
  'cookie',
  'authorization',
  '["set-cookie"]',
]

/**
 * JSON lines for machines; readable ones on a terminal. While the system takes a line, the next
 * ones are collected, so a burst of lines doesn't stop the process once for each.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`])
  const options = {
    level,
    redact: { paths: paths.map((path) => path.replace('.[', '[')), censor: '[secret]' },
  }
  if (destination) return pino(options, destination)
  return process.stdout.isTTY
    ? pino(options, pretty({ ignore: 'pid,hostname' }))
    : pino(options, pino.destination({ sync: false }))
}
