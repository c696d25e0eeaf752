import type { User } from '@rekey/contracts/users'
import { userDetailsMessages } from './user-details-messages.ts'

/** The name of a user's provider, for use within a sentence. */
export const providerName = ({ signsInWith }: User): string =>
  signsInWith?.name ?? userDetailsMessages.reset.provider
