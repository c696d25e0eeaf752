import type { User } from '@rekey/contracts/users'
import { userDetailsMessages } from './user-details-messages.ts'

/** Where a user signs in, within a sentence. */
export const providerName = ({ signsInWith }: User): string =>
  signsInWith?.name ?? userDetailsMessages.reset.provider
