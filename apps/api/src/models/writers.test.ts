import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

const rules = [
  {
    what: 'where a mail stands',
    /** The results of our own tries, reports by others, queuing mails, and cancelling those. */
    writers: [
      'models/message-outcomes.ts',
      'models/message-reports.ts',
      'models/messages.ts',
      'models/waiting-messages.ts',
    ],
    /**
     * Erasing a person empties the column "to" of their mails, which doesn't change a mail's state.
     */
    writes:
      /UPDATE messages (?:\w+ )?SET (?!"to" = NULL)|INSERT INTO messages |INSERT INTO message_events |\bmessage(?:Event)?\.(?:create|update|upsert)\w*\(/,
  },
  {
    what: 'how a reset lives and ends',
    writers: ['models/resets.ts'],
    writes: /UPDATE resets\b[^`]*\bended_at = |\breset\.(?:update|upsert)\w*\(/,
  },
  {
    what: 'how a mailed code lives and ends',
    writers: ['models/mailed-codes.ts'],
    writes: /UPDATE mailed_codes |\bmailedCode\.(?:create|update|upsert)\w*\(/,
  },
]

async function* productFiles() {
  for await (const path of glob('**/*.ts', { cwd: source, exclude: ['generated/**'] })) {
    const isOfTests = /\.(?:test|soak)\.ts$|^(?:testing|bench)\//.test(path)
    if (!isOfTests) yield path
  }
}

test.each(rules)('$what is written only in its own files', async ({ writers, writes }) => {
  const found: string[] = []
  for await (const path of productFiles()) {
    const text = (await readFile(join(source, path), 'utf8')).replace(/\s+/g, ' ')
    if (writes.test(text)) found.push(path)
  }
  expect(found.toSorted()).toEqual(writers)
})

test('lower() in SQL names a collation, because the locales of databases differ', async () => {
  const found: string[] = []
  for await (const path of productFiles()) {
    const text = await readFile(join(source, path), 'utf8')
    // What is put in by the name `name` has its collation.
    if (/(?<![\w.])lower\((?!\$\{name\}|[^()]*COLLATE)/.test(text)) found.push(path)
  }
  expect(found).toEqual([])
})
