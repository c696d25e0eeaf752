import type { listApiKeys } from '@rekey/contracts/api-keys'
import { Plus } from 'lucide-react'
import { CursorListPage, useCursorList } from '../../console-kit/cursor-list-page.tsx'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { apiKeysMessages as text } from './api-keys-messages.ts'
import { ApiKeysTable } from './api-keys-table.tsx'

/** `/api-keys`: the keys with which programs call the API. */
export default function ApiKeysPage() {
  const list = useCursorList<typeof listApiKeys>('GET /api-keys', 'api-keys')
  return (
    <CursorListPage of={list} words={text} about={text.about} add={add}>
      {(keys) => <ApiKeysTable keys={keys} onFollow={list.remember} />}
    </CursorListPage>
  )
}

const add = (
  <ButtonLink to={paths.newApiKey} look="primary">
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)
