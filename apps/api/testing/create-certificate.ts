import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { selfSignedCertificate } from '../src/lib/self-signed-certificate.ts'

type KeyPair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject }

/** Made once: 2048 bits take a while. */
let keyPair: KeyPair | null = null
const commonKeyPair = () => (keyPair ??= generateKeyPairSync('rsa', { modulusLength: 2_048 }))

/** A certificate of a provider, as PEM. */
export const createCertificate = ({
  name = 'idp.example',
  validUntil = new Date('2046-01-01T00:00:00Z'),
  keys = commonKeyPair(),
}: {
  name?: string
  validUntil?: Date
  keys?: KeyPair
} = {}): string =>
  selfSignedCertificate({ ...keys, name, validFrom: new Date('2020-01-01T00:00:00Z'), validUntil })
