import { describe, expect, test } from 'vitest'
import { environmentNames, readConfig } from '../api/src/config.ts'
import {
  composeSettings,
  readCompose,
  readManifests,
  readSettings,
  readUnit,
} from './testing/read-deployments.ts'

/** A variable of Node, which is no setting of Rekey. */
const known = new Set([...environmentNames, 'NODE_ENV'])
const unknownIn = (environment: object) =>
  Object.keys(environment).filter((name) => !known.has(name))

describe('compose.yaml', () => {
  const services = readCompose()
  const ours = Object.entries(services).filter(([, { build }]) => build)

  test('every server and worker starts with its settings', () => {
    const workers = ours.map(([name, { environment = {} }]) => {
      expect(unknownIn(environment), name).toEqual([])
      return [name, readConfig(environment).worker]
    })
    expect(Object.fromEntries(workers)).toEqual({
      'server-1': 'off',
      'server-2': 'off',
      worker: 'only',
    })
  })

  test('they run as a user without rights, read-only, and have time to end in order', () => {
    for (const [name, service] of ours) {
      expect(service, name).toMatchObject({
        user: '10001:10001',
        read_only: true,
        cap_drop: ['ALL'],
        stop_grace_period: '20s',
      })
    }
  })

  test('every image has a version', () => {
    for (const [name, { image }] of Object.entries(services)) {
      expect(image, name).toMatch(/:v?\d+\.\d+/)
    }
  })

  test('a mail server of your own and a token for metrics are taken', () => {
    const env = { SMTP_URL: 'smtps://u:p@mail.example:465', METRICS_TOKEN: 'x'.repeat(32) }
    const { environment = {} } = readCompose({ ...composeSettings, ...env })['server-1'] ?? {}
    expect(readConfig(environment)).toMatchObject({
      smtpUrl: env.SMTP_URL,
      metricsToken: env.METRICS_TOKEN,
    })
  })
})

describe('the Kubernetes manifests', () => {
  const manifests = readManifests()
  const deployments = manifests.filter(({ kind }) => kind === 'Deployment')

  test('servers and workers start with their settings', () => {
    const secret = {
      DATABASE_URL: 'postgres://rekey:secret@db:5432/rekey',
      SECRET_KEYS: composeSettings.SECRET_KEYS ?? '',
    }
    const shared = readSettings('apps/deploy/kubernetes/settings.env')
    const smtp = { SMTP_URL: 'smtp://mail.internal:587' }
    const workers = deployments.map(({ spec }) => {
      const [container] = spec?.template?.spec.containers ?? []
      const own = Object.fromEntries(container?.env.map(({ name, value }) => [name, value]) ?? [])
      const environment = { ...shared, ...secret, ...smtp, ...own, HOST: '0.0.0.0' }
      expect(unknownIn(environment)).toEqual([])
      return readConfig(environment).worker
    })
    expect(workers).toEqual(['off', 'only'])
  })

  test('pods keep to the restricted standard, and have time to end in order', () => {
    for (const { metadata, spec } of deployments) {
      const pod = spec?.template?.spec
      expect(pod?.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(20)
      expect(pod, metadata.name).toMatchObject({
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ['ALL'] },
            },
          },
        ],
      })
    }
  })

  test('there are at least two servers, and a budget for disruptions of each deployment', () => {
    const kinds = manifests.map(({ kind, metadata: { name } }) => `${kind} ${name}`)
    expect(kinds).toContain('HorizontalPodAutoscaler rekey-server')
    expect(kinds).toContain('PodDisruptionBudget rekey-server')
    expect(kinds).toContain('PodDisruptionBudget rekey-worker')
  })
})

test('the unit file gives a server time to end in order, and sets only settings', () => {
  expect(Number(readUnit('TimeoutStopSec')[0])).toBeGreaterThanOrEqual(15)
  const pairs = readUnit('Environment').flatMap((line) => line.split(' '))
  expect(unknownIn(Object.fromEntries(pairs.map((pair) => pair.split('='))))).toEqual([])
})
