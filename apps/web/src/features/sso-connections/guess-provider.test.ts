import { expect, test } from 'vitest'
import { guessProvider } from './guess-provider.ts'

const guess = (issuer: string, name = 'Our sign-in', signInUrl: string | null = null) =>
  guessProvider({ issuer, name, signInUrl })

test('providers are known by their addresses', () => {
  expect(guess('https://northwind.okta.com')).toBe('okta')
  expect(guess('https://login.microsoftonline.com/7c1f/v2.0')).toBe('entra')
  expect(guess('https://sts.windows.net/7c1f/')).toBe('entra')
  expect(guess('https://accounts.google.com')).toBe('google')
})

test('or by their name, if they have an address of their own', () => {
  expect(guess('https://login.northwind.example', 'Okta')).toBe('okta')
  expect(guess('urn:x', 'Entra ID')).toBe('entra')
})

test('all others get the general steps', () => {
  expect(guess('https://id.northwind.example/realms/main', 'Keycloak')).toBe('other')
  expect(guess('https://booktabs.example')).toBe('other')
})
