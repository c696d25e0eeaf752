/**
 * The colours that follow from one accent colour of an organization. Words and buttons stay
 * readable whatever it is: where its contrast is too low, a darker or lighter one of the same hue
 * is used. Contrast is that of WCAG 2.2 (1.4.3).
 */

/** The custom properties of a theme, as `tokens.css` names them. */
export type AccentColours = {
  readonly accent: string
  readonly 'on-accent': string
  readonly 'accent-hover': string
  readonly 'accent-tint': string
  readonly band: string
  readonly 'on-band': string
  readonly 'brass-on-band': string
}

export type AccentPalette = { readonly light: AccentColours; readonly dark: AccentColours }

type Rgb = readonly [red: number, green: number, blue: number]

/** What words must have (WCAG 1.4.3, AA). */
const readable = 4.5
/** What the focus ring must have (WCAG 1.4.11). */
const visible = 3

const white: Rgb = [255, 255, 255]
const black: Rgb = [0, 0, 0]
/** The grounds of `tokens.css` on which the accent has the least contrast. */
const lightGround: Rgb = [239, 238, 232]
const darkGround: Rgb = [31, 39, 38]
const darkPage: Rgb = [16, 20, 20]
const ink: Rgb = [21, 32, 31]
const lightInk: Rgb = [236, 238, 233]

/** @param accent `#rrggbb` */
export function accentPalette(accent: string): AccentPalette {
  const chosen = readHex(accent)
  return { light: lightColours(chosen), dark: darkColours(chosen) }
}

/** Change it with what `accentPalette` computes: browsers keep a style sheet for ever. */
const version = 1

/** The path of the style sheet that an accent colour makes. It depends on nothing else. */
export const coloursPath = (accent: string): string =>
  `/branding/colours-${version}-${accent.slice(1).toLowerCase()}.css`

/** Whether the colour itself is used for words and buttons on light pages. */
export const isReadableAccent = (accent: string): boolean =>
  accentPalette(accent).light.accent === accent.toLowerCase()

function lightColours(chosen: Rgb): AccentColours {
  const tintOf = (colour: Rgb) => mix(colour, white, 0.88)
  const accent = towards(black, chosen, (colour) =>
    [lightGround, tintOf(colour)].every((ground) => contrast(colour, ground) >= readable),
  )
  return {
    accent: hex(accent),
    'on-accent': hex(white),
    'accent-hover': hex(mix(accent, black, 0.25)),
    'accent-tint': hex(tintOf(accent)),
    ...bandOf(chosen),
  }
}

function darkColours(chosen: Rgb): AccentColours {
  const tintOf = (colour: Rgb) => mix(colour, darkPage, 0.8)
  const accent = towards(white, chosen, (colour) =>
    [darkGround, tintOf(colour)].every((ground) => contrast(colour, ground) >= readable),
  )
  const band = towards(black, chosen, (colour) => contrast(colour, lightInk) >= 7)
  return {
    accent: hex(accent),
    'on-accent': hex(contrast(accent, ink) >= readable ? ink : black),
    'accent-hover': hex(mix(accent, white, 0.3)),
    'accent-tint': hex(tintOf(accent)),
    ...bandOf(band),
  }
}

/** The words on the band are light or dark, whichever reads better. */
function bandOf(band: Rgb) {
  const onBand = contrast(band, white) >= contrast(band, black) ? white : black
  const brass: Rgb = [239, 187, 92]
  const ring = contrast(brass, band) >= visible ? brass : onBand
  return { band: hex(band), 'on-band': hex(onBand), 'brass-on-band': hex(ring) }
}

/** The first colour on the way from one to another that is good enough. */
function towards(end: Rgb, start: Rgb, isGood: (colour: Rgb) => boolean): Rgb {
  for (let part = 0; part < 1; part += 0.02) {
    const colour = mix(start, end, part)
    if (isGood(colour)) return colour
  }
  return end
}

/** WCAG 2.2: from 1 to 21. */
function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (part: number) =>
    part <= 0.04045 * 255 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

const mix = (from: Rgb, to: Rgb, part: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * part),
  Math.round(from[1] + (to[1] - from[1]) * part),
  Math.round(from[2] + (to[2] - from[2]) * part),
]

const readHex = (colour: string): Rgb => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
]

const hex = (colour: Rgb): string =>
  `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
