/** `2,940` */
export const numberWords = (count: number): string => count.toLocaleString('en-GB')
