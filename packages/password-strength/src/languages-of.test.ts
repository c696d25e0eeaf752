import { expect, test } from 'vitest'
import { languagesOf } from './languages-of.ts'
import { languages } from './load-language.ts'

const fetched = (password: string, ...read: string[]) => languagesOf(password, read, languages)

test('the languages of the page and its reader are fetched, by any of their names', () => {
  expect(fetched('', 'en', 'de-CH', 'pt-BR', 'nb-NO', 'zh-Hant-TW')).toEqual([
    'de',
    'pt',
    'no',
    'zh',
  ])
  expect(fetched('', 'en', 'tlh', '')).toEqual([])
})

test.each([
  ['пароль', 'ru'],
  ['привіт', 'uk'],
  ['κωδικός', 'el'],
  ['سلام', 'ar'],
  ['ひみつ', 'ja'],
  ['ﾊﾟｽﾜｰﾄﾞ', 'ja'],
  ['비밀번호', 'ko'],
  ['密码', 'zh'],
  ['straße', 'de'],
  ['MAÑANA', 'es'],
  ['hasło', 'pl'],
  ['şifre', 'tr'],
] as const)('the letters of %j call for its language', (password, language) => {
  expect(fetched(password, 'en')).toContain(language)
})

test('plain letters need no additional languages', () => {
  expect(fetched('Kestrel-Harbor4', 'en-GB')).toEqual([])
})
