/**
 * Letters that look the same in two scripts, such as the Cyrillic "а" and the Latin "a". Replacing
 * some of them ("раssword") hardly makes a password harder to guess.
 */
const latinTwins: Record<string, string> = {
  ...pair('аАеЕоОрРсСуУхХіІјЈѕЅһҺԛԚԝԜКкМмНТтВвгпьѵѴ', 'aAeEoOpPcCyYxXiIjJsShHqQwWKkMmHTtBbrnbvV'),
  ...pair('αΑΒβεΕΖηΗιΙκΚΜνΝοΟρΡτΤυΥχΧγωσς', 'aABbeEZnHiIkKMvNoOpPtTuYxXywoc'),
  ...pair('օսհոաѡɑɡıⅼᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ', 'ouhnuwagilabcdeghijklmnoprstuvwyz'),
}

const cyrillicTwins = pair('aAeEoOpPcCyYxXiIkKmMHTtB3', 'аАеЕоОрРсСуУхХіІкКмМНТтВз')

function pair(from: string, to: string): Record<string, string> {
  const targets = [...to]
  return Object.fromEntries([...from].map((letter, index) => [letter, targets[index] ?? letter]))
}

/** Reads "раssword" as "password". */
export const asLatin = (letter: string) => latinTwins[letter] ?? letter

/** Reads "пapoль", which has three Latin letters, as "пароль". */
export const asCyrillic = (letter: string) => cyrillicTwins[letter] ?? letter

const signs = pair('0134@5$7+89!|€£', 'oieaassttbgiiel')

/** Reads "p@ssw0rt" as "passwort". */
export const withoutSigns = (sign: string) => signs[sign] ?? sign
/** The same, but for "1", "!" and "|", which stand for "l" as well as for "i". */
export const withoutSignsButL = (sign: string) => (/[1!|]/.test(sign) ? 'l' : withoutSigns(sign))
