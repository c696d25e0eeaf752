import type { Settings } from '@rekey/contracts/settings'
import { fill } from '../../fill.ts'
import { type NumberName, numberSetting } from './number-settings.ts'
import { settingsMessages as text } from './settings-messages.ts'
import { sectionOf } from './settings-sections.ts'

/** A setting that was saved, with its current and its previous value. */
export type Changed = { readonly label: string; readonly value: string; readonly was: string }

/**
 * The settings that differ. A setting with several values, such as one per kind of user, gives
 * several.
 */
export function changedSettings(before: Settings, now: Settings): Changed[] {
  return namesOfChanged(before, now).flatMap((name) => linesOf(name, before[name], now[name]))
}

/** In the order of the contract. */
const namesOfChanged = (before: Settings, now: Settings) =>
  (Object.keys(now) as (keyof Settings)[]).filter((name) => !isSame(before[name], now[name]))

/**
 * What was typed and isn't saved: the names of the settings, and the sections in which they are.
 */
export function unsavedIn(saved: Settings, typed: Settings) {
  const names = namesOfChanged(saved, typed)
  return { labels: names.map(labelOf), sections: new Set(names.map((name) => sectionOf[name])) }
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function linesOf(name: keyof Settings, before: unknown, now: unknown): Changed[] {
  const label = labelOf(name)
  if (name === 'logo') return [{ label, value: logoWords(now), was: logoWords(before) }]
  if (now === null || typeof now !== 'object' || Array.isArray(now)) {
    return [{ label, value: wordsOf(now), was: wordsOf(before) }]
  }
  const held = (before ?? {}) as Readonly<Record<string, unknown>>
  return Object.entries(now)
    .filter(([part, value]) => !isSame(held[part], value))
    .map(([part, value]) => ({
      label: `${label}: ${partOf(part)}`,
      value: wordsOf(value),
      was: wordsOf(held[part]),
    }))
}

const logoWords = (logo: unknown) => (logo ? text.conflict.other : text.conflict.nothing)

function labelOf(name: keyof Settings): string {
  switch (name) {
    case 'organizationName':
    case 'recoveryMethods':
    case 'disclosure':
    case 'passwordPolicies':
    case 'breachList':
    case 'codeInSubject':
    case 'consoleSignIn':
    case 'secondFactor':
    case 'secondFactorForConsole':
    case 'timeZone':
      return text[name]
    case 'supportAddress':
    case 'logo':
    case 'accentColour':
      return text[name].replace(/ \(.*\)$/, '')
    case 'usernameInTemporaryPasswordMail':
      return text.usernameInMail
    case 'ipLimits':
      return text.groups.limits[0]
    case 'ipLimitExemptions':
      return text.exemptions.replace(/ \(.*\)$/, '')
    default:
      return numberSetting(name satisfies NumberName).label
  }
}

const partOf = (part: string): string =>
  ({ ...text.kinds, ...text.budgets })[part as keyof typeof text.kinds] ?? part

const words: Readonly<Record<string, string>> = {
  ...text.methods,
  ...text.policies,
  private: text.disclosures.private[0],
  open: text.disclosures.open[0],
  any: text.consoleSignIns.any[0],
  off: text.factorRules.off,
  offered: text.factorRules.offered,
  required: text.factorRules.required,
  'sso-only': text.consoleSignIns['sso-only'][0],
  true: text.conflict.on,
  false: text.conflict.off,
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return text.conflict.nothing
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : text.conflict.nothing
  if (typeof value === 'object') {
    const { limit, seconds } = value as { limit: number; seconds: number }
    return fill(text.conflict.limit, { limit, seconds })
  }
  const word = typeof value === 'string' ? value : JSON.stringify(value)
  return words[word] ?? word
}
