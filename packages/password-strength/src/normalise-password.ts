/**
 * One form for every password before it is judged, hashed or compared: NFC, so that "é" typed on a
 * Mac and on Windows is one password (NIST SP 800-63B-4, 3.1.1.2). Nothing else is changed and
 * nothing is cut.
 */
export const normalisePassword = (password: string) => password.normalize('NFC')

/** The length in code points, so that an emoji or a letter of an old script counts once. */
export const passwordLength = (password: string) => [...normalisePassword(password)].length

/** In code points after NFC. Longer passwords are refused, as cutting one would change it. */
export const maximumLength = 128
