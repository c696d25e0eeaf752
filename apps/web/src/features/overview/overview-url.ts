/** The ranges that the page offers, in days. */
export const ranges = ['1', '7', '30', '90'] as const

export type Range = (typeof ranges)[number]

const usual: Range = '30'

/** A mistyped range is the usual one. */
export const readRange = (params: URLSearchParams): Range =>
  ranges.find((range) => range === params.get('days')) ?? usual
