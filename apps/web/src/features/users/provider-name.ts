import type { User } from '@rekey/contracts/users'
import { userMessages } from './user-messages.ts'

/** Where a user signs in, within a sentence. */
export const providerName = ({ signsInWith }: User): string =>
  signsInWith?.name ?? userMessages.reset.provider
