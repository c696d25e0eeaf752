import { describe, expect, it } from 'vitest'
import { createKeyring } from './keyring.ts'

const key = (id: string, filling: number) => ({ id, secret: Buffer.alloc(32, filling) })
const [one, two] = [key('one', 1), key('two', 2)]
const secret = 'GOCSPX-ünïcode ✓'

describe('what is sealed', () => {
  const keys = createKeyring([one])
  const sealed = keys.seal('client-secret', secret)

  it('is read by its key again, and names that key', () => {
    expect(keys.unseal('client-secret', sealed)).toBe(secret)
    expect(keys.unseal('client-secret', keys.seal('client-secret', ''))).toBe('')
    expect(sealed.startsWith('one:')).toBe(true)
  })

  it('shows nothing, and never looks the same twice', () => {
    expect(Buffer.from(sealed.split(':')[1] ?? '', 'base64url').includes(secret)).toBe(false)
    expect(keys.seal('client-secret', secret)).not.toBe(sealed)
  })

  it('is nothing once a single bit was altered', () => {
    const [id, content = ''] = sealed.split(':')
    const bytes = Buffer.from(content, 'base64url')
    for (let at = 0; at < bytes.length; at += 1) {
      const altered = Buffer.from(bytes)
      altered[at] = (altered[at] ?? 0) ^ 1
      expect(keys.unseal('client-secret', `${id}:${altered.toString('base64url')}`)).toBeNull()
    }
  })

  it.each(['', 'one', 'one:', 'one:AAAA', ':', 'none:AAAA', '!:!'])('%j is nothing', (damaged) => {
    expect(keys.unseal('client-secret', damaged)).toBeNull()
  })

  it('is nothing under another label', () => {
    expect(keys.unseal('webhook-secret', sealed)).toBeNull()
  })

  it('is nothing once its key is gone, or when another key has its id', () => {
    expect(createKeyring([two]).unseal('client-secret', sealed)).toBeNull()
    expect(createKeyring([key('one', 9)]).unseal('client-secret', sealed)).toBeNull()
  })

  it('is read behind a newer key, which seals from then on', () => {
    const rotated = createKeyring([two, one])
    expect(rotated.unseal('client-secret', sealed)).toBe(secret)
    expect(rotated.seal('client-secret', secret).startsWith('two:')).toBe(true)
  })
})
