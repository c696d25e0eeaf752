/**
 * One form for every password before it is judged, hashed or compared: NFC, so that "é" typed on a
 * Mac and on Windows is one password (NIST SP 800-63B-4, 3.1.1.2). Nothing else is changed and
 * nothing is cut.
 */
export const normalisePassword = (password: string) => password.normalize('NFC')

/** In code points: an emoji or an old script's letter counts once, as its typist sees it. */
export const passwordLength = (password: string) => [...normalisePassword(password)].length

/** Code points after NFC. A longer password is refused: cut, it would be another one. */
export const maximumLength = 128
