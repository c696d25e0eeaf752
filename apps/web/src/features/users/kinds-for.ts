import { type Kind, kind as kinds } from '@rekey/contracts/fields'
import type { Viewer } from './user-acts.ts'

/** The kinds of users that a viewer may create. */
export const kindsFor = ({ permissions }: Viewer): readonly Kind[] =>
  permissions.includes('users.write') ? kinds.options : ['contact']
