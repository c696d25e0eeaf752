import { useLocation } from 'react-router'

/**
 * What another screen passes to the form of a new campaign. It stays in the browser's history, as
 * the ids of many users are too long for an address.
 */
export type NewCampaignState = {
  /** The users who were selected one by one. Left out: the address has the filters. */
  readonly userIds?: readonly string[] | undefined
}

export const useNewCampaignState = (): NewCampaignState =>
  (useLocation().state as NewCampaignState | null) ?? {}
