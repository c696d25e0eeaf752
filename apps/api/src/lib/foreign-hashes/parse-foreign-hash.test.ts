import { describe, expect, it } from 'vitest'
import { cpuMsOf } from '../../../testing/cpu-time.ts'
import type { ForeignHash } from './foreign-hash.ts'
import { measureSchemeCost } from './measure-scheme-cost.ts'
import { parseForeignHash } from './parse-foreign-hash.ts'

const password = 'Zwölf Boxkämpfer 12'

/** Made by Django 5.2, passlib 1.7.4, bcrypt 5.0 and argon2-cffi 25.1, all for `password`. */
const made: Record<string, [label: string, hash: string]> = {
  argon2i: [
    'argon2i-m1024-t3-p2',
    '$argon2i$v=19$m=1024,t=3,p=2$0ksBxUI+yOWi7Yf0gGSufA$BhDK6TrZA2RMLSu9Yl+xLcDyUbYX+B22LnquIo5VX0w',
  ],
  argon2d: [
    'argon2d-m1024-t3-p2',
    '$argon2d$v=19$m=1024,t=3,p=2$QLjnBogGtEEjhPOwMHs5HQ$I0ZhRTrSbC8LhiO5E/9qHsLRfwDfCDLHchNOieL8Bdw',
  ],
  argon2id: [
    'argon2id-m1024-t3-p2',
    '$argon2id$v=19$m=1024,t=3,p=2$C+aNaU43s3IxRIVymNFAcQ$8mvg2HLD6IR8OndwNrcWCs26W5g0h78pZ64bcR+5QrI',
  ],
  'bcrypt $2a$': ['bcrypt-5', '$2a$05$cPDJauSX6pjGNznlqhWwnuzdx0KJUKOPbVrlFg6qrEAyQDUd4YMLy'],
  'bcrypt $2b$': ['bcrypt-5', '$2b$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO'],
  'bcrypt $2y$': ['bcrypt-5', '$2y$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO'],
  scrypt: [
    'scrypt-n1024-r8-p1',
    '$scrypt$ln=10,r=8,p=1$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI',
  ],
  'PBKDF2-SHA-256 of passlib': [
    'pbkdf2-sha256-5000',
    '$pbkdf2-sha256$5000$lfLee88Zo7QWIoSQUkrJ2Q$Sdcy/dFu9aN231svXf/LMuwIw/dMKDz3mq4.BjRlP8E',
  ],
  'PBKDF2-SHA-512 of passlib': [
    'pbkdf2-sha512-5000',
    '$pbkdf2-sha512$5000$lxLi/J/TmnPunbM2RmitVQ$bHO/V886laIuH6KQ8JksVyvlwxltrfIzij2c3HKKp1cf8DMGuGwVmVmjQ7Ji/6St91jUPc6EOfhNK7dE6AS66w',
  ],
  'PBKDF2-SHA-1 of passlib': [
    'pbkdf2-sha1-5000',
    '$pbkdf2$5000$d845Z.x9TynFeM/Ze08pZQ$RVRZTxgS66wtx8SYMWyNzkU.sQ0',
  ],
  'PBKDF2-SHA-256 in PHC form': [
    'pbkdf2-sha256-5000',
    '$pbkdf2-sha256$i=5000,l=32$dTYXKU5urkyyaww3u1/sDA$rXdlReMJ/uBtofyVm8YRywVczHC37K+0xopFpsoL9rQ',
  ],
  'PBKDF2-SHA-512 in PHC form': [
    'pbkdf2-sha512-5000',
    '$pbkdf2-sha512$i=5000$dTYXKU5urkyyaww3u1/sDA$S+0do3SXj5NN2Qc1YKLq0ATmVjbN3SySixprdzJxSJZA+115SyRCB3jrluPpNAZC+WDBWCqvNOvdefQwFsWL2A',
  ],
  'PBKDF2-SHA-256 of Django': [
    'pbkdf2-sha256-10000',
    'pbkdf2_sha256$10000$yyiky7HM5kwfTWuo9D1B9s$HF2cBkmiBZpWrDOXEOtnJtmL3PYS6eJ3XwYl1WPB1WM=',
  ],
  'PBKDF2-SHA-1 of Django': [
    'pbkdf2-sha1-10000',
    'pbkdf2_sha1$10000$78LRedidgZVhB9XxnGeHcW$kyfrOzEokAsdSACnCE1vj6ovmQI=',
  ],
  'argon2 of Django': [
    'argon2id-m102400-t2-p8',
    'argon2$argon2id$v=19$m=102400,t=2,p=8$b1JKZVAzdzdjR1dqWDBwdkxTQnF6dg$SoVY402Omt4KXp/Cd8eNAk6smFCIK98BdNC/S3ZwL9Y',
  ],
  'bcrypt_sha256 of Django': [
    'bcrypt-6',
    'bcrypt_sha256$$2b$06$1clSB9YeX/1siOZKAiko7uRUIAiPrXSUuAZ/wn0BkuIMWKg59Zkq6',
  ],
  'bcrypt of Django': [
    'bcrypt-6',
    'bcrypt$$2b$06$Y37.Ni4afSC/tWPHKb75quJTImGrh8e7K7wmhFA2cpGZRIzBAJv4K',
  ],
  'scrypt of Django': [
    'scrypt-n16384-r8-p5',
    'scrypt$16384$fkSjAy1iskOCOmjpT8tXyv$8$5$z092ckc9c4nQ5wXHPo0P7fywynNHqBoGWIOgoCSRal9HyySDPzvAG2v3XOR5TZwgH1/RtijSpd1SneqRKVyZEQ==',
  ],
}

/** Published vectors: phc-winner-argon2's test.c (version 16, without v=), RFC 7914 section 12. */
const published: [name: string, password: string, hash: string][] = [
  [
    'Argon2i, version 16',
    'password',
    '$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ',
  ],
  [
    'Argon2id',
    'password',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ],
  [
    'scrypt, RFC 7914',
    'pleaseletmein',
    `$scrypt$ln=14,r=8,p=1$${base64('SodiumChloride', 'utf8')}$${base64('7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887', 'hex')}`,
  ],
  [
    'PBKDF2-SHA-256, RFC 7914',
    'passwd',
    `$pbkdf2-sha256$1$${base64('salt', 'utf8')}$${base64('55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783', 'hex')}`,
  ],
  [
    'PBKDF2-SHA-1, RFC 6070',
    'password',
    `$pbkdf2$4096$${base64('salt', 'utf8')}$${base64('4b007901b765489abead49d926f721d065a429c1', 'hex')}`,
  ],
]

function base64(text: string, encoding: 'utf8' | 'hex') {
  return Buffer.from(text, encoding).toString('base64').replace(/=+$/, '')
}

function require(value: string): ForeignHash {
  const parsed = parseForeignHash(value)
  if ('fault' in parsed) throw new Error(`${value} ${parsed.fault}`)
  return parsed
}

describe('a hash of another system', () => {
  it.each(Object.entries(made))(
    'of %s opens for its password and no other',
    async (_, [label, hash]) => {
      const foreign = require(hash)
      expect(foreign.cost.label).toBe(label)
      expect(await foreign.verify(password)).toBe(true)
      expect(await foreign.verify(`${password}.`)).toBe(false)
    },
  )

  it.each(published)('agrees with the published vector: %s', async (_, plain, hash) => {
    expect(await require(hash).verify(plain)).toBe(true)
  })

  it('of bcrypt reads 72 bytes, as the system that made it did', async () => {
    const foreign = require('$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i')
    expect(await foreign.verify('x'.repeat(72))).toBe(true)
    expect(await foreign.verify('x'.repeat(100))).toBe(true)
    expect(await foreign.verify('x'.repeat(71))).toBe(false)
    expect(await foreign.verify(`${'x'.repeat(72)}\0`)).toBe(false)
  })

  it.each([
    'plain text',
    '',
    '5f4dcc3b5aa765d61d8327deb882cf99',
    '!unusable',
    '$2b$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qn',
    '$2b$32$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
    '$2x$05$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
    '$argon2id$v=19$m=1024,t=3,p=2$C+aNaU43s3IxRIVymNFAcQ',
    '$argon2id$v=19$m=8,t=3,p=2$C+aNaU43s3IxRIVymNFAcQ$8mvg2HLD6IR8OndwNrcWCs26W5g0h78pZ64bcR+5QrI',
    '$scrypt$ln=0,r=8,p=1$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI',
    '$pbkdf2-sha256$0$lfLee88Zo7QWIoSQUkrJ2Q$Sdcy/dFu9aN231svXf/LMuwIw/dMKDz3mq4.BjRlP8E',
    '$pbkdf2-sha256$i=5000,l=64$dTYXKU5urkyyaww3u1/sDA$rXdlReMJ/uBtofyVm8YRywVczHC37K+0xopFpsoL9rQ',
    'pbkdf2_sha256$10000$salt$not base64',
    'md5$salt$5f4dcc3b5aa765d61d8327deb882cf99',
    `$2b$05$${'x'.repeat(2_000)}`,
  ])('that is damaged or unknown is a fault: %s', (value) => {
    expect(parseForeignHash(value)).toHaveProperty('fault')
  })

  it.each([
    '$argon2id$v=19$m=131073,t=1,p=1$C+aNaU43s3IxRIVymNFAcQ$8mvg2HLD6IR8OndwNrcWCs26W5g0h78pZ64bcR+5QrI',
    '$argon2id$v=19$m=1024,t=900000000,p=1$C+aNaU43s3IxRIVymNFAcQ$8mvg2HLD6IR8OndwNrcWCs26W5g0h78pZ64bcR+5QrI',
    '$2b$31$taRWlaHeUh5szBb1pDIcZ.hwlr1AkD0YLlawftv/SGkuwBa4t6qnO',
    '$scrypt$ln=31,r=8,p=1$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI',
    '$scrypt$ln=10,r=8,p=999$ROh9L0VIiTGm1Nqbs9ba2w$9xT2rx14iBOMlPHJo+tndAsV340g/6iGa7lmC6kJ5NI',
    '$pbkdf2-sha256$999999999$lfLee88Zo7QWIoSQUkrJ2Q$Sdcy/dFu9aN231svXf/LMuwIw/dMKDz3mq4.BjRlP8E',
  ])('that would cost far too much is a fault before any work: %s', async (value) => {
    const cpuMs = await cpuMsOf(() =>
      expect(parseForeignHash(value)).toHaveProperty('fault', expect.stringContaining('takes')),
    )
    expect(cpuMs).toBeLessThan(500)
  })

  it('has one label however a system varies its iterations by user', () => {
    const label = (iterations: number) =>
      require(
        `$pbkdf2-sha256$${iterations}$lfLee88Zo7QWIoSQUkrJ2Q$Sdcy/dFu9aN231svXf/LMuwIw/dMKDz3mq4.BjRlP8E`,
      ).cost.label
    expect([29_000, 28_400, 28_999].map(label)).toEqual(Array(3).fill('pbkdf2-sha256-29000'))
    expect(label(600_000)).toBe('pbkdf2-sha256-600000')
  })

  it('is measured by doing its work', async () => {
    const cheap = await measureSchemeCost(
      require('$2b$04$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i').cost,
    )
    const dear = await measureSchemeCost(
      require('$2b$10$qdA/nx4pRtKRNtPu3dB8duEpBNVo8sgRh435s8FpGWQBX6l4DRt6i').cost,
    )
    expect(dear / cheap).toBeGreaterThan(10)
  })
})
