/**
 * Letters that look the same in two scripts: the Cyrillic "а" and the Latin "a". Used as an ornament
 * ("раssword"), they add hardly a guess.
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

/** "раssword" as "password". */
export const asLatin = (letter: string) => latinTwins[letter] ?? letter

/** "пapoль", with three Latin letters in it, as "пароль". */
export const asCyrillic = (letter: string) => cyrillicTwins[letter] ?? letter

const signs = pair('0134@5$7+89!|€£', 'oieaassttbgiiel')

/** "p@ssw0rt" as "passwort". */
export const withoutSigns = (sign: string) => signs[sign] ?? sign
/** The same, but for "1", "!" and "|", which stand for "l" as well as for "i". */
export const withoutSignsButL = (sign: string) => (/[1!|]/.test(sign) ? 'l' : withoutSigns(sign))
