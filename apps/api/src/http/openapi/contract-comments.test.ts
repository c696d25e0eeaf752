import { expect, test } from 'vitest'
import { readComments } from './contract-comments.ts'

test('comments are found by the field that they stand before', () => {
  const source = `
/** A user. */
export const user = z.object({
  id: uuid,
  /** Where resets go. */
  recovery: z.object({
    /**
     * Why a reset was started.
     * It may be long.
     *
     * A second paragraph.
     */
    purpose: z.string(),
  }),
  status,
  /** The last mail. */
  lastMessage: z.nullable(
    z.object({
      /** When. */
      at: instant,
    }),
  ),
})

export const shownUser = z.extend(user, {
  /** The last mail of the week. */
  lastMessage: message,
})

const filters = {
  /** The earliest time. */
  from: instant,
}

// An ordinary comment.
export const list = route({
  query: z.strictObject({ ...paging, ...filters }),
})
`
  expect([...readComments(source)]).toEqual([
    ['user', 'A user.'],
    ['user.recovery', 'Where resets go.'],
    ['user.recovery.purpose', 'Why a reset was started. It may be long.\n\nA second paragraph.'],
    ['user.lastMessage', 'The last mail.'],
    ['user.lastMessage.at', 'When.'],
    ['shownUser.lastMessage', 'The last mail of the week.'],
    ['filters.from', 'The earliest time.'],
    ['shownUser.recovery', 'Where resets go.'],
    [
      'shownUser.recovery.purpose',
      'Why a reset was started. It may be long.\n\nA second paragraph.',
    ],
    ['shownUser.lastMessage.at', 'When.'],
    ['list.query.from', 'The earliest time.'],
  ])
})
