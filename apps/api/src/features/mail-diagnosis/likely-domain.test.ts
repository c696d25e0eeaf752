import { expect, test } from 'vitest'
import { likelyDomain } from './likely-domain.ts'

test.each([
  ['gmial.com', 'gmail.com'],
  ['gmal.com', 'gmail.com'],
  ['gmaill.com', 'gmail.com'],
  ['gnail.com', 'gmail.com'],
  ['Gmail.con', 'gmail.com'],
  ['gmail.co', 'gmail.com'],
  ['gmailcom', 'gmail.com'],
  ['hotmial.com', 'hotmail.com'],
  ['outlok.com', 'outlook.com'],
  ['yahooo.com', 'yahoo.com'],
  ['t-onlin.de', 't-online.de'],
  ['iclould.com', 'icloud.com'],
])('%s is probably meant for %s', (typed, meant) => {
  expect(likelyDomain(typed)).toBe(meant)
})

test.each([
  'gmail.com',
  'GMAIL.com',
  'mail.com',
  'ymail.com',
  'email.com',
  'outlook.fr',
  'gmx.ch',
  'me.co',
  'web.dk',
  'gmiall.com',
  'northwind.example',
  'm',
  '',
])('%s is left alone', (typed) => {
  expect(likelyDomain(typed)).toBeNull()
})
