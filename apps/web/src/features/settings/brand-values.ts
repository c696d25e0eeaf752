import { mostLogoBytes, mostLogoPixels } from '@rekey/contracts/logo'
import { accentColour } from '@rekey/contracts/settings'
import { numberWords } from '../../console-kit/number-words.ts'

/** Whether a typed colour is one that the settings take. */
export const isColour = (typed: string): boolean => accentColour.safeParse(typed.trim()).success

/** The limits of a logo, for sentences. */
export const logoLimits = {
  kilobytes: mostLogoBytes / 1_024,
  pixels: numberWords(mostLogoPixels),
}
