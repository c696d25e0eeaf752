import { Empty } from '../../console-kit/empty.tsx'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { userListMessages as text } from './user-list-messages.ts'
import { changeView, countFilters, type UsersView, withoutFilters } from './users-url.ts'

type Props = { view: UsersView; mayAdd: boolean; onShow: (view: UsersView) => void }

/** No users yet, no match for the search, or none for the filters. Each case offers an action. */
export function UsersEmpty({ view, mayAdd, onShow }: Props) {
  const hasFilters = countFilters(view) > 0
  if (view.search) {
    const clear = () => onShow(changeView(view, { search: undefined }))
    return (
      <Empty
        title={fill(text.noMatch, { search: view.search })}
        text={hasFilters ? text.noMatchText : text.noMatchPlainText}
        action={<Button onClick={clear}>{text.clearSearch}</Button>}
      />
    )
  }
  if (hasFilters) {
    const clear = () => onShow(withoutFilters(view))
    return (
      <Empty title={text.noFit} action={<Button onClick={clear}>{text.clearFilters}</Button>} />
    )
  }
  return (
    <Empty
      title={text.none}
      text={mayAdd ? text.noneText : undefined}
      action={mayAdd && <ButtonLink to={paths.newUser}>{text.add}</ButtonLink>}
    />
  )
}
