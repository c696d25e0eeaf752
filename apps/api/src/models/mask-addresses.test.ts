import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { describe, expect, it } from 'vitest'
import { maskAddresses, maskMessage } from './mask-addresses.ts'

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

describe('the words of mail servers', () => {
  const detailOf = (detail: string, to: string | null = 'jane.doe@contoso.example') =>
    maskMessage({ to, events: [{ status: 'delayed', at: '', detail }] } as unknown as Message)
      .events[0]?.detail

  it.each([
    '550 5.1.1 <jane.doe@contoso.example>: User unknown',
    '550 JANE.DOE@CONTOSO.EXAMPLE unknown',
    '550 5.1.1 orcpt=rfc822;jane.doe+40contoso.example',
    '550 orcpt=rfc822;jane+2Edoe@contoso.example',
    '550 jane+2Edoe is full',
    '550 jane=2Edoe=40contoso.example',
    '550 j=61ne.doe is full',
    '550 jane.doe%40contoso.example and %6Aane.doe',
    '550 jane&#46;doe&#64;contoso.example',
    '550 User jane.doe is over quota',
    '550 User "Jane.Doe" is over quota',
    '550 mailbox jane. doe unknown',
    '550 jane.=\r\ndoe unknown',
    '550 bounce+1=jane.doe=contoso.example@x.example',
    '550 SRS0=abc=xy=contoso.example=jane.doe@relay.example',
    '550 said (jane.doe@contoso.example), [jane.doe@contoso.example]',
    '550 jane.doe＠contoso.example',
  ])('name nobody: %s', (words) => {
    const shown = detailOf(words) ?? ''
    expect(shown).toMatch(/^550 /)
    expect(shown).not.toMatch(/ane|doe|=61|%61/i)
  })

  it('name nobody by the part before a plus, and by no other address', () => {
    const to = 'jane+news@contoso.example'
    expect(detailOf('no mailbox jane, see sam@x.example', to)).toBe(
      'no mailbox j…, see s…@x.example',
    )
  })

  it('stay where they hold none, also of short names', () => {
    expect(detailOf('451 4.3.0 Try later')).toBe('451 4.3.0 Try later')
    expect(detailOf('a mail as such', 'a@x.example')).toBe('a… mail as such')
    expect(detailOf('451 Try later', null)).toBe('451 Try later')
  })
})
