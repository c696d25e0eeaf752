function open(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

const storage = open()

/** Browsers that block the cookies of a site refuse it every storage, too. */
export const areCookiesBlocked = storage === null

type TabStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * What this tab remembers. If cookies are blocked or the storage is full, it forgets it when the
 * page is left.
 */
export const tabStorage: TabStorage = storage && isWritable(storage) ? storage : inMemory()

/** Some private windows and policies leave room for nothing. */
function isWritable(each: Storage): boolean {
  try {
    each.setItem('rekey.try', '')
    each.removeItem('rekey.try')
    return true
  } catch {
    return false
  }
}

function inMemory(): TabStorage {
  const held = new Map<string, string>()
  return {
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  }
}
