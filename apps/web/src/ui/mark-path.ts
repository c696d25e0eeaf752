/**
 * The logo as an SVG path in a box of 28 by 28: an R that looks like a key, with the hole in its
 * bowl and the bit as its leg. Fill it by the even-odd rule.
 */
export const markPath =
  'M4 2h12.2a8.2 8.2 0 0 1 4.3 15.2V20H24v6h-9v-6.5h-4.2V26H4zm11.6 5a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2z'
