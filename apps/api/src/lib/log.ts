import { type DestinationStream, type LogFn, type Logger, pino } from 'pino'
import pretty from 'pino-pretty'
import { minute } from './clock.ts'
import { isDatabaseAway } from './is-database-away.ts'

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

/** JSON lines for machines; readable ones on a terminal. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const paths = secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`, `*.*.*.${name}`])
  const options = {
    level,
    hooks: tellOutagesSeldom(),
    redact: { paths: paths.map((path) => path.replace('.[', '[')), censor: '[secret]' },
  }
  if (destination) return pino(options, destination)
  return process.stdout.isTTY
    ? pino(options, pretty({ ignore: 'pid,hostname' }))
    : pino(options, collectingLines())
}

/**
 * Writes the lines of one turn of the event loop together, so a burst of lines costs one system
 * call. Pino's own `sync: false` loses lines if the process exits while their reader is slow.
 */
function collectingLines(): DestinationStream {
  const output = pino.destination({ sync: true })
  let lines = ''
  const flush = () => {
    if (lines !== '') output.write(lines)
    lines = ''
  }
  process.on('exit', flush)
  return {
    write(line) {
      if (lines === '') setImmediate(flush)
      lines += line
    },
  }
}

/**
 * While the database is away, all that is repeated fails, twenty times a second. Each of these
 * lines is written once a minute, so that a long outage doesn't fill the disk.
 */
function tellOutagesSeldom() {
  const toldAt = new Map<unknown, number>()
  return {
    logMethod(this: Logger, given: Parameters<LogFn>, method: LogFn) {
      const [fields, message]: unknown[] = given
      if (typeof fields === 'object' && fields && 'err' in fields && isDatabaseAway(fields.err)) {
        const now = performance.now()
        if (now - (toldAt.get(message) ?? Number.NEGATIVE_INFINITY) < minute) return
        toldAt.set(message, now)
      }
      method.apply(this, given)
    },
  }
}
