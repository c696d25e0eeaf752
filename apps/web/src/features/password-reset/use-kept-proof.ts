import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import { useState } from 'react'
import type { SaveReset } from './use-save-reset.ts'

/**
 * Keeps a recovery code while the user chooses another password, because a password that is refused
 * uses no code up. All other proofs would be too old by then.
 */
export function useKeptProof(save: SaveReset) {
  const [kept, setKept] = useState<FactorProof | null>(null)
  return {
    keep: (proof: FactorProof) => setKept(proof.method === 'recovery-code' ? proof : null),
    save: saveByKept(save, kept, () => setKept(null)),
  }
}

/**
 * If the kept proof isn't right any more, it was used somewhere else. Drop it, so that it uses up
 * no further try, and save without one: then the server asks for another.
 */
export const saveByKept =
  (save: SaveReset, kept: FactorProof | null, drop: () => void): SaveReset =>
  async (saving) => {
    if (!kept) return save(saving)
    const problem = await save(saving, kept)
    if (problem?.code !== 'second-factor-wrong') return problem
    drop()
    return save(saving)
  }
