/** Sentences of all charts. */
export const chartWords = {
  asTable: 'View as table',
  asChart: 'View as chart',
  today: 'Today',
  now: 'Now',
  all: 'All',
  day: 'Day',
  hour: 'Hour',
  tableOf: '{title}, as a table',
} as const
