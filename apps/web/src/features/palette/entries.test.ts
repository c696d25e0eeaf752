import { Users } from 'lucide-react'
import { describe, expect, test } from 'vitest'
import { matching, readTyped } from './entries.ts'

const verbs = ['Reset password of', 'Reactivate', 'Deactivate', 'Edit', 'End sessions of']

describe('what the typed text asks for', () => {
  test.each([
    ['reset ja', ['Reset password of'], 'ja'],
    ['reset password of jane doe', ['Reset password of'], 'jane doe'],
    ['RE PA ja', ['Reset password of'], 'ja'],
    ['reset jane.doe@a.example ', ['Reset password of'], 'jane.doe@a.example'],
    ['re ja', ['Reset password of', 'Reactivate'], 'ja'],
    ['de de', ['Deactivate'], 'de'],
    ['edit', ['Edit'], ''],
    ['jane', [], 'jane'],
    ['jane reset', [], 'jane reset'],
    ['', [], ''],
  ])('"%s"', (typed, expected, person) => {
    const read = readTyped(typed, verbs)
    expect(read.verbs).toEqual(expected)
    expect(read.person).toBe(person)
  })

  test('a page is found by its name and by what stands beside it', () => {
    const page = { id: 'a', label: 'Campaigns', beside: 'Bulk resets', icon: Users, to: '/' }
    expect(matching([page], ['bulk'])).toEqual([page])
    expect(matching([page], ['camp', 'res'])).toEqual([page])
    expect(matching([page], ['sets'])).toEqual([])
  })
})
