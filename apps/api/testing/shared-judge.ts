import { createPasswordJudge } from '../src/models/password-judge.ts'

/** One for all tests of a process: its thread takes a second of work to load the dictionaries. */
export const sharedJudge = createPasswordJudge()
