import { useAddressView } from '../../console-kit/use-address-view.ts'
import { paths } from '../../paths.ts'
import { readView, type UsersView, writeView } from './users-url.ts'

export const useView = () => useAddressView<UsersView>(paths.users, readView, writeView)
