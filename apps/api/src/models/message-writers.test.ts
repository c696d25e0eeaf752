import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '..')

/** What queues and cancels mails, what a try of ours does to them, and what others report of them. */
const writers = ['models/message-outcomes.ts', 'models/message-reports.ts', 'models/messages.ts']

/** Their column "to" is emptied when a person is erased; that is no matter of a mail's state. */
const writes =
  /UPDATE messages (?:\w+ )?SET (?!"to" = NULL)|INSERT INTO messages |INSERT INTO message_events |\bmessage(?:Event)?\.(?:create|update|upsert)\w*\(/

async function* productFiles() {
  for await (const path of glob('**/*.ts', { cwd: source, exclude: ['generated/**'] })) {
    const isOfTests = /\.(?:test|soak)\.ts$|^(?:testing|bench)\//.test(path)
    if (!isOfTests) yield path
  }
}

test('where a mail stands is written in three files, and nowhere else', async () => {
  const found: string[] = []
  for await (const path of productFiles()) {
    const text = (await readFile(join(source, path), 'utf8')).replace(/\s+/g, ' ')
    if (writes.test(text)) found.push(path)
  }
  expect(found.toSorted()).toEqual(writers)
})
