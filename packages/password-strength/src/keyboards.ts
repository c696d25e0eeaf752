/**
 * Maps letters of other keyboards to the keys of QWERTY. This finds keys that are next to each
 * other on any keyboard, and words typed with the wrong keyboard: "gfhjkm" is пароль.
 */

/** Number row, then the three rows of letters. */
const qwerty = ['1234567890-=', 'qwertyuiop[]', "asdfghjkl;'", 'zxcvbnm,./']

/** The rows of each keyboard in QWERTY's order, with a space for keys without a letter. */
const layouts = {
  russian: ['', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  ukrainian: ['', 'йцукенгшщзхї', 'фівапролджє', 'ячсмитьбю'],
  bulgarian: ['', ' уеишщксдзц;', 'ьяаожгтнвмч', 'юйъэфхпрлб'],
  bulgarianPhonetic: ['', 'явертъуиопшщ', 'асдфгхйкл', 'зьцжбнм'],
  serbian: ['', 'љњертзуиопшђ', 'асдфгхјклчћ', 'ѕџцвбнм'],
  greek: ['', ';ςερτυθιοπ', 'ασδφγηξκλ', 'ζχψωβνμ'],
  hebrew: ['', "/'קראטוןםפ", 'שדגכעיחלךף,', 'זסבהנמצתץ.'],
  arabic: ['', 'ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤر ىةوزظ'],
  persian: ['', 'ضصثقفغعهخحجچ', 'شسیبلاتنمکگ', 'ظطزرذدپو'],
  korean: ['', 'ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ', 'ㅁㄴㅇㄹㅎㅗㅓㅏㅣ', 'ㅋㅌㅊㅍㅠㅜㅡ'],
  koreanShifted: ['', 'ㅃㅉㄸㄲㅆ   ㅒㅖ', '', ''],
  kana: [
    'ぬふあうえおやゆよわほへ',
    'たていすかんなにらせ゛゜',
    'ちとしはきくまのりれけ',
    'つさそひこみもねるめ',
  ],
  hindi: ['', 'ौैाीूबहगदजड़', 'ोे्िुपरकतचट', ' ंमनवलस,.य'],
  hindiShifted: ['', 'औऐआईऊभङघधझढञ', 'ओएअइउफऱखथछठ', '  णनवळशष।'],
  thai: ['ๅ/-ภถุึคตจขช', 'ๆไำพะัีรนยบล', 'ฟหกดเ้่าสวง', 'ผปแอิืทมใฝ'],
  georgian: ['', 'ქწერტყუიოპ', 'ასდფგჰჯკლ', 'ზხცვბნმ'],
  armenian: ['', 'խւէրտեըիոպչջ', 'ասդֆքհճկլթփ', 'զցգվբնմշղծ'],
  turkish: ['', 'qwertyuıopğü', 'asdfghjklşi', 'zxcvbnmöç'],
  turkishF: ['', 'fgğıodrnhpqw', 'uieaütkmlyş', 'jövcçzsb'],
  german: ['', 'qwertzuiopü', 'asdfghjklöä', 'yxcvbnm'],
  nordic: ['', 'qwertyuiopå', 'asdfghjklöä', 'zxcvbnm'],
  danish: ['', 'qwertyuiopå', 'asdfghjklæø', 'zxcvbnm'],
  spanish: ['', 'qwertyuiop', 'asdfghjklñ', 'zxcvbnm'],
  portuguese: ['', 'qwertyuiop', 'asdfghjklç', 'zxcvbnm'],
  czech: ['+ěščřžýáíé', 'qwertzuiopú', 'asdfghjklů', 'yxcvbnm'],
  hungarian: ['', 'qwertzuiopőú', 'asdfghjkléá', 'yxcvbnm'],
  french: ['&é"\'(-è_çà)=', 'azertyuiop', 'qsdfghjklmù', 'wxcvbn,;:!'],
}

type Keys = ReadonlyMap<string, string>

const keysOf = (rows: readonly string[]): [letter: string, key: string][] =>
  rows.flatMap((row, place) =>
    [...row].flatMap((letter, column): [string, string][] => {
      const key = qwerty[place]?.[column]
      return letter === ' ' || !key ? [] : [[letter, key]]
    }),
  )

const boards = Object.values(layouts).map((rows) => new Map(keysOf(rows)))
const hangul: Keys = new Map([...keysOf(layouts.koreanShifted), ...keysOf(layouts.korean)])
const extended: readonly Keys[] = [...boards, hangul]

/** The keyboards with letters of the text, at most three, those with the most letters first. */
export function keyboardsOf(text: string): Keys[] {
  const letters = [...new Set(text)].filter((letter) => letter > '\x7f')
  const counted = extended.map((keys) => ({
    keys,
    count: letters.filter((letter) => keys.has(letter)).length,
  }))
  return counted
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, 3)
    .map(({ keys }) => keys)
}

const { russian, ukrainian, greek, hebrew, arabic, persian, thai, korean } = layouts

/** What QWERTY's keys write if another keyboard is selected. */
export const wrongKeyboards: readonly Keys[] = [
  ...[russian, ukrainian, greek, hebrew, arabic, persian, thai, korean].map((rows) =>
    written(rows),
  ),
  new Map([...written(korean), ...written(layouts.koreanShifted, true)]),
]

function written(rows: readonly string[], areShifted = false): Keys {
  const keys = keysOf(rows).map(([letter, key]): [string, string] => [key, letter])
  return new Map(keys.map(([key, letter]) => [areShifted ? key.toUpperCase() : key, letter]))
}

/** Along the rows of the keyboards with Latin letters, and down their columns. */
export const keyRows = [
  '`1234567890-=',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm,.-',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn,;:!',
  "',.pyfgcrl/=",
  'aoeuidhtns-',
  ';qjkxbmwvz',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qaywsxedcrfvtgbzhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  '1qay2wsx3edc4rfv5tgb6zhn7ujm8ik,9ol.0pö-',
]
