/** The icons of lucide (ISC) that the pages use, as SVG paths on a grid of 24. */
export const iconPaths = {
  search: 'M3 11a8 8 0 1 0 16 0 8 8 0 1 0-16 0m18 10-4.3-4.3',
  menu: 'M4 5h16M4 12h16M4 19h16',
  copy: 'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
  back: 'm12 19-7-7 7-7m7 7H5',
  forward: 'M5 12h14m-7-7 7 7-7 7',
  warning: 'm21.7 18-8-14a2 2 0 0 0-3.5 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.7-3M12 9v4m0 4h0',
  open: 'm6 9 6 6 6-6',
} as const

type IconName = keyof typeof iconPaths

/** Decoration: the words beside it say the same. */
export const icon = (name: IconName, size = '1.125rem'): string =>
  `<svg class="icon" width="${size}" height="${size}" viewBox="0 0 24 24" aria-hidden="true"><path d="${iconPaths[name]}"/></svg>`
