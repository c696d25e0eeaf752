/**
 * Rows of keys, and alphabets in the order in which children learn them, which is not the order of
 * code points: "ё" follows "е", "が" doesn't follow "か", 一 二 三 lie far apart. A piece of one,
 * forwards or backwards or every second letter, is a sequence like "abcd".
 */
import { keyRows } from './keyboards.ts'

const alphabets = [
  'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя',
  'абвгдђежзијклљмнњопрстћуфхцчџш',
  'абвгдѓежзѕијклљмнњопрстќуфхцчџш',
  'абвгдежзийклмнопрстуфхцчшщъьюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
  'αβγδεζηθικλμνξοπρςτυφχψω',
  'אבגדהוזחטיכלמנסעפצקרשת',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی',
  'ابجدهوزحطيكلمنسعفصقرشت',
  'абвгдеёжзійклмнопрстуўфхцчшыьэюя',
  'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
  'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ',
  'あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん',
  'がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ',
  'いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみしゑひもせす',
  'あかさたなはまやらわ',
  'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ',
  'ㅏㅑㅓㅕㅗㅛㅜㅠㅡㅣ',
  '가나다라마바사아자차카타파하',
  '하나둘셋넷다섯여섯일곱여덟아홉열',
  '일이삼사오육칠팔구십',
  '갑을병정무기경신임계',
  '〇一二三四五六七八九十百千万',
  '零壹贰叁肆伍陆柒捌玖拾佰仟',
  '零壱弐参肆伍陸漆捌玖拾',
  '甲乙丙丁戊己庚辛壬癸',
  '子丑寅卯辰巳午未申酉戌亥',
  '日月火水木金土',
  'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄧㄨㄩㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦ',
  'अआइईउऊऋएऐओऔ',
  'कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह',
  'কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ',
  'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  'กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  'abcdefghijklmnopqrstuvwxyz',
  'abcdefghijklmnñopqrstuvwxyz',
  'abcçdefgğhıijklmnoöprsştuüvyz',
  'abcdefghijklmnopqrstuvwxyzåäö',
  'abcdefghijklmnopqrstuvwxyzæøå',
  'aąbcćdeęfghijklłmnńoóprsśtuwyzźż',
  'aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž',
  'aábcdeéfghiíjklmnoóöőpqrstuúüűvwxyz',
  'aăâbcdeêghiklmnoôơpqrstuưvxy',
  '⓪①②③④⑤⑥⑦⑧⑨⑩',
]

const known = [...alphabets, ...keyRows]

/** The position of each letter in each alphabet: `places.get('ж')` maps alphabets to positions. */
const places = new Map<string, Map<number, number>>()
known.forEach((alphabet, which) => {
  ;[...alphabet].forEach((letter, place) => {
    const found = places.get(letter) ?? new Map<number, number>()
    places.set(letter, found.has(which) ? found : found.set(which, place))
  })
})

interface AlphabetRun {
  /** First and last unit, as zxcvbn counts them. */
  readonly i: number
  readonly j: number
  readonly pattern: 'sequence' | 'spatial'
  readonly ascending: boolean
  readonly guesses: number
}

const shortestRun = 3
const longestStep = 5
/** Guesses for an obvious starting point and for any other one, as in zxcvbn. */
const obviousStart = 4
const anyStart = 26

/** Each letter is one unit long, as all alphabets are in the Basic Multilingual Plane. */
export function findAlphabetRuns(text: string): AlphabetRun[] {
  return [
    ...new Set([...text].flatMap((letter) => [...(places.get(letter)?.keys() ?? [])])),
  ].flatMap((which) => runsIn(text, which))
}

function runsIn(text: string, which: number): AlphabetRun[] {
  const placeAt = (index: number) => places.get(text.charAt(index))?.get(which) ?? Number.NaN
  const stepAt = (index: number) => placeAt(index + 1) - placeAt(index)
  const runs: AlphabetRun[] = []
  // The last letter of a run may be the first letter of the next. NaN equals nothing, so it ends a
  // run.
  for (let i = 0, j = 1; i + 1 < text.length; i = j) {
    const step = stepAt(i)
    j = i + 1
    while (stepAt(j) === step) j++
    if (j - i + 1 < shortestRun || !step || Math.abs(step) > longestStep) continue
    const startsObviously = placeAt(i) === 0 || placeAt(j) === 0
    const starts = (startsObviously ? obviousStart : anyStart) * (step > 0 ? 1 : 2)
    const pattern = which < alphabets.length ? 'sequence' : 'spatial'
    runs.push({ i, j, pattern, ascending: step > 0, guesses: starts * (j - i + 1) })
  }
  return runs
}
