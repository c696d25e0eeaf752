import type { User } from '@rekey/contracts/users'
import { describe, expect, it } from 'vitest'
import { maskAddresses } from './mask-addresses.ts'

const rosa = {
  id: '00000000-0000-4000-8000-0000000000aa',
  username: 'rosa.lindqvist@baltic.example',
  displayName: 'Rosa Lindqvist',
  kind: 'contact',
  emailTo: 'orders@baltic.example',
  resetAddress: 'orders@baltic.example',
  organization: { id: '00000000-0000-4000-8000-0000000000bb', name: 'Baltic Grocers' },
} as User

describe('addresses', () => {
  it('keep their first letter and their domain', () => {
    expect(maskAddresses(rosa)).toEqual({
      ...rosa,
      username: 'r…@baltic.example',
      emailTo: 'o…@baltic.example',
      resetAddress: 'o…@baltic.example',
    })
  })

  it('are masked where they stand for a name, and in the middle of one', () => {
    expect(maskAddresses({ ...rosa, displayName: 'rosa@baltic.example' }).displayName).toBe(
      'r…@baltic.example',
    )
    expect(maskAddresses({ ...rosa, displayName: 'Rosa <rosa@x.example>' }).displayName).toBe(
      'Rosa <…@x.example>',
    )
  })

  it('that are none stay: a plain username, no address at all', () => {
    const plain = { ...rosa, username: 'till-14', emailTo: null, resetAddress: null }
    expect(maskAddresses(plain)).toEqual(plain)
  })

  it('leave no letter more, whatever their form', () => {
    const odd = maskAddresses({ ...rosa, username: 'ä@b@c.example', emailTo: 'x@y.example' })
    expect(odd.username).toBe('ä…@c.example')
    expect(odd.emailTo).toBe('x…@y.example')
  })
})
