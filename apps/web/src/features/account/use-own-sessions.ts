import type { endOtherSessions, endSession, listSessions } from '@rekey/contracts/sessions'
import { useRef, useState } from 'react'
import { call, type Problem, request } from '../../api.ts'
import { useAnswer } from '../../hooks/use-answer.ts'
import { type OwnSession, shownDevice } from './shown-device.ts'

/** The largest page that the API allows. */
export const mostShown = 100
const ask = () => request<typeof listSessions>(`GET /sessions?limit=${mostShown}`)

/** What was ended: one device with its name, or several sessions with their number. */
export type Ended = { readonly device: string | null; readonly count: number }

/** The user's own sessions, and how to end them. A second press while one is ending is ignored. */
export function useOwnSessions() {
  const { body: list, problem: notLoaded, again } = useAnswer<typeof listSessions>(ask)
  const isRunning = useRef(false)
  const [busy, setBusy] = useState<string | null>(null)
  const [ended, setEnded] = useState<Ended | null>(null)
  const [refused, setRefused] = useState<{ problem: Problem; retry: () => void } | null>(null)

  /** @param what the id of a session, or `others` */
  const act = async (what: string, end: () => Promise<Ended | Problem>) => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(what)
    setEnded(null)
    setRefused(null)
    const result = await end()
    isRunning.current = false
    setBusy(null)
    if (!('code' in result)) setEnded(result)
    else setRefused({ problem: result, retry: () => void act(what, end) })
    again()
  }
  return {
    list,
    problem: refused?.problem ?? notLoaded,
    retry: refused?.retry ?? again,
    busy,
    ended,
    endOne: (session: OwnSession) => void act(session.id, () => endOne(session)),
    endOthers: () => void act('others', endOthers),
  }
}

/** If the session has already ended, this counts as success. */
async function endOne(session: OwnSession): Promise<Ended | Problem> {
  const result = await request<typeof endSession>(`DELETE /sessions/${session.id}`)
  if (!result.ok && result.problem.code !== 'not-found') return result.problem
  return { device: shownDevice(session), count: 1 }
}

async function endOthers(): Promise<Ended | Problem> {
  const result = await call<typeof endOtherSessions>('DELETE /sessions')
  return result.ok ? { device: null, count: result.body.sessionsEnded } : result.problem
}
