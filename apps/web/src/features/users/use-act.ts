import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { UserAct } from './user-acts.ts'

/** Passed with the address of a user's page: the action whose dialog opens there. */
export type CalledFor = { readonly act: UserAct }

/** The action whose dialog is open. It is called for once, and not again after a reload. */
export function useAct() {
  const { key, pathname, state } = useLocation()
  const navigate = useNavigate()
  const [act, setAct] = useState<UserAct | null>(null)
  const [calledAt, setCalledAt] = useState<string | null>(null)
  const called = (state as CalledFor | null)?.act ?? null
  if (called !== null && calledAt !== key) {
    setCalledAt(key)
    setAct(called)
  }
  useEffect(() => {
    if (called !== null) void navigate(pathname, { replace: true, state: null })
  }, [called, pathname, navigate])
  return [act, setAct] as const
}
