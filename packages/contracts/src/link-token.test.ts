import { describe, expect, test } from 'vitest'
import { token as tokenField } from './fields.ts'
import { readLink } from './link-token.ts'

const token = 'AbCdEfGhIjKlMnOpQr-_2w.ZyXwVuTsRqPoNmLkJi_-1Q'
const link = `https://rekey.example/reset#${token}`
const encoded = encodeURIComponent(link)
const half = token.length / 2

describe('finds the token', () => {
  test.each([
    ['the link', link],
    ['the token alone', token],
    ['a trailing full stop', `${link}.`],
    ['a comma', `${link},`],
    ['a bracket', `(${link})`],
    ['angle brackets', `<${link}>`],
    ['quotes', `“${link}”`],
    ['a Markdown link', `[Set a new password](${link})`],
    ['Markdown emphasis', `_${link}_`],
    ['parameters behind it', `${link}?utm_source=m`],
    ['more parameters', `${link}&sdata=x`],
    ['parameters before it', `https://rekey.example/reset?utm_source=m#${token}`],
    ['a slash behind it', `${link}/`],
    ['a doubled #', `https://rekey.example/reset##${token}`],
    ['a text fragment', `${link}:~:text=x`],
    ['an encoded #', link.replace('#', '%23')],
    ['a # encoded twice', link.replace('#', '%2523')],
    ['an encoded dot', link.replace('.Zy', '%2EZy')],
    ['an encoded = behind it', `${link}%3D`],
    ['a broken encoding behind it', `${link}%E0%A4`],
    ['an upper-case host', link.replace('https://rekey.example', 'HTTPS://REKEY.EXAMPLE')],
    ['marks that nobody sees', `\u200b${link}\u200e%E2%80%8B`],
    ['a full-width #', link.replace('#', '＃')],
    ['a line break in the token', `${link.slice(0, -half)}\r\n${link.slice(-half)}`],
    ['an encoded line break in the token', `${link.slice(0, -half)}%0D${link.slice(-half)}`],
    ['character references', link.replace('://', ':&#x2F;&#x2F;').replace('#', '&#x23;')],
    ['an encoding of an encoding before it', link.replace('#', '#=3D')],
    ['a quoted line break', `> ${link.slice(0, -half)}\n> ${link.slice(-half)}`],
    ['quoted-printable source', `${link.slice(0, -half)}=\r\n${link.slice(-half)}`],
    ['quoted-printable with =23', link.replace('#', '=23')],
    ['the mail around it', `Choose a password:\n\n  ${link}\n\nEnter this code there: 152776`],
    ['the mail around a broken line', `${link.slice(0, -9)}\n${link.slice(-9)}\nEnter this code`],
    ['HTML', `<a href="${link}">Set a new password</a>`],
    [
      'Outlook Safe Links',
      `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02&sdata=x%3D&reserved=0`,
    ],
    [
      'Safe Links around Safe Links',
      `https://nam02.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05`)}&data=05`,
    ],
    ['a search engine’s redirect', `https://www.google.com/url?q=${encoded}&sa=D&source=hangouts`],
    [
      'Barracuda',
      `https://linkprotect.cudasvc.com/url?a=${encoded.toLowerCase().replace(encodeURIComponent(token).toLowerCase(), token)}&c=E,1`,
    ],
    [
      'Proofpoint v2',
      `https://urldefense.proofpoint.com/v2/url?u=${encoded
        .replaceAll('-', '-2D')
        .replaceAll('_', '-5F')
        .replaceAll('%2F', '_')
        .replaceAll('%', '-')}&d=DwMFaQ&c=x`,
    ],
    ['Proofpoint v3', `https://urldefense.com/v3/__${link.replace('#', '*')}__;Iw!!abc!def$`],
  ])('in %s', (_, given) => {
    expect(readLink(given)?.token).toBe(token)
  })
})

test.each([
  [link, '/reset'],
  [link.replace('/reset', '/NOT-ME'), '/not-me'],
  [link.replace('/reset', '/sso/link/code'), '/sso/link/code'],
  [link.replace('/reset', '/confirm-address'), '/confirm-address'],
  [`https://x.example/?url=${encoded}`, '/reset'],
  [`https://rekey.example/a/reset/#${token}`, '/reset'],
  [token, null],
])('%s leads to %s', (given, page) => {
  expect(readLink(given)?.page).toBe(page)
})

test.each([
  '',
  'https://rekey.example/reset',
  'https://rekey.example/reset#',
  `https://rekey.example/reset#${token.slice(0, -3)}`,
  '152776',
  '%E0%A4',
  '#'.repeat(5_000),
  'A'.repeat(5_000),
])('there is none in %j', (given) => {
  expect(readLink(given)).toBeNull()
})

test('the API reads tokens by the same rule, and keeps text without a token unchanged', () => {
  expect(tokenField.parse(`\u200b${token}\u200e`)).toBe(token)
  expect(tokenField.parse(link)).toBe(token)
  expect(tokenField.parse('cut-off')).toBe('cut-off')
})
