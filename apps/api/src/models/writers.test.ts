import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

const rules = [
  {
    what: 'where a mail stands',
    /** What queues and cancels mails, what a try of ours does to them, and what others report of them. */
    writers: ['models/message-outcomes.ts', 'models/message-reports.ts', 'models/messages.ts'],
    /** Their column "to" is emptied when a person is erased; that is no matter of a mail's state. */
    writes:
      /UPDATE messages (?:\w+ )?SET (?!"to" = NULL)|INSERT INTO messages |INSERT INTO message_events |\bmessage(?:Event)?\.(?:create|update|upsert)\w*\(/,
  },
  {
    what: 'how a reset lives and ends',
    writers: ['models/resets.ts'],
    writes: /\bended_at = |\bendedAt: (?!null|Date)|\breset\.(?:update|upsert)\w*\(/,
  },
]

async function* productFiles() {
  for await (const path of glob('**/*.ts', { cwd: source, exclude: ['generated/**'] })) {
    const isOfTests = /\.(?:test|soak)\.ts$|^(?:testing|bench)\//.test(path)
    if (!isOfTests) yield path
  }
}

test.each(rules)('$what is written in its own files alone', async ({ writers, writes }) => {
  const found: string[] = []
  for await (const path of productFiles()) {
    const text = (await readFile(join(source, path), 'utf8')).replace(/\s+/g, ' ')
    if (writes.test(text)) found.push(path)
  }
  expect(found.toSorted()).toEqual(writers)
})
