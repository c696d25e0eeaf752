import { Banner } from '../../ui/banner.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Say } from '../../ui/say.tsx'

/** What the last act did, shown above the list. */
export type Done = { readonly words: `${string}{name}${string}`; readonly name: string }

export const DoneBanner = ({ done }: { done: Done | null }) => (
  <Notice>
    {done && (
      <Banner tone="good">
        <Say text={done.words} values={{ name: done.name }} />
      </Banner>
    )}
  </Notice>
)
