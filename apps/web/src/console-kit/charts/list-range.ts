import type { Overview } from '@rekey/contracts/overview'
import { paths } from '../../paths.ts'
import { queryString } from '../ask.ts'
import { dateIn } from './periods.ts'

type Shown = Pick<Overview, 'asOf' | 'timeZone' | 'periods'>

/** The days of an overview, as the addresses of lists name them. */
export const listRange = ({ asOf, timeZone, periods }: Shown) => ({
  from: dateIn(periods[0]?.from ?? asOf, timeZone),
  to: dateIn(asOf, timeZone),
})

/** The mails of these days that have a status. */
export const messagesPath = (shown: Shown, status: string): string =>
  `${paths.messages}${queryString({ status, ...listRange(shown) })}`
