/** A count as people read it: `2,940`. */
export const numberWords = (count: number): string => count.toLocaleString('en-GB')
