import { useQuery } from '@tanstack/react-query'
import { factorDueWords } from '../../console-kit/factor-due-words.ts'
import { ownFactorsQuery } from '../../console-kit/own-factors-query.ts'
import { paths } from '../../paths.ts'
import { Banner } from '../../ui/banner.tsx'
import { Link } from '../../ui/link.tsx'
import { Say } from '../../ui/say.tsx'
import { consoleMessages } from './console-messages.ts'

/** Until when the viewer has to add a second factor. It stays until there is one. */
export function FactorDueBanner() {
  const { data } = useQuery({ ...ownFactorsQuery, staleTime: Number.POSITIVE_INFINITY })
  if (!data?.dueAt) return null
  return (
    <Banner tone="warning">
      <Say text={factorDueWords(new Date(data.dueAt))} />{' '}
      <Link to={paths.secondFactors}>{consoleMessages.addFactor}</Link>
    </Banner>
  )
}
