import type { Schema } from './api-document.ts'
import { objectIn } from './describe-fields.ts'
import type { Resolver } from './resolve.ts'

/** Values by the name of their field, for calls of which no test has recorded an example. */
const byName: Readonly<Record<string, unknown>> = {
  username: 'jane.doe@northwind.example',
  displayName: 'Jane Doe',
  emailTo: 'jane.doe@northwind.example',
  to: 'jane.doe@northwind.example',
  reason: 'Called the help desk',
  code: '152776',
  nextCursor: null,
  prevCursor: null,
  name: 'Northwind',
}

const byFormat: Readonly<Record<string, string>> = {
  uuid: '5b1f6a2e-0c1d-4f5e-9a77-3f3a1c0e2b10',
  'date-time': '2026-11-26T09:41:07.000Z',
  email: 'jane.doe@northwind.example',
  uri: 'https://accounts.northwind.example',
}

/**
 * A value that a schema allows.
 * @param isRequest leaves out fields that may be left out
 */
export function inventValue(
  given: Schema,
  resolver: Resolver,
  { isRequest = false, name = '', depth = 0 } = {},
): unknown {
  const schema = resolver.schema(given)
  const stated = schema.example ?? schema.examples?.[0] ?? schema.const ?? schema.enum?.[0]
  if (stated !== undefined) return stated
  const object = objectIn(schema, resolver)
  if (object) return inventObject(object, resolver, { isRequest, depth })
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return inventValue(choice, resolver, { isRequest, name, depth })
  const [type = 'object'] = [schema.type ?? 'object'].flat()
  if (type === 'array') {
    const inner = { isRequest, name, depth: depth + 1 }
    return schema.items && depth < 4 ? [inventValue(schema.items, resolver, inner)] : []
  }
  return inventPlain(type, schema, name)
}

function inventPlain(
  type: string,
  { format = '', minimum, default: standard }: Schema,
  name: string,
) {
  if (standard !== undefined) return standard
  if (type === 'boolean') return true
  if (type === 'integer' || type === 'number') return Math.max(minimum ?? 0, 1)
  if (type === 'string') return byFormat[format] ?? (name in byName ? byName[name] : '…')
  return type === 'null' ? null : {}
}

function inventObject(
  { properties = {}, required = [] }: Schema,
  resolver: Resolver,
  { isRequest, depth }: { readonly isRequest: boolean; readonly depth: number },
) {
  if (depth > 4) return {}
  const all = Object.entries(properties)
  const needed = isRequest ? all.filter(([name]) => required.includes(name)) : all
  // A call that needs nothing is shown with what it can take.
  const shown = needed.length > 0 ? needed : all.slice(0, 2)
  return Object.fromEntries(
    shown.map(([name, field]) => [
      name,
      inventValue(field, resolver, { isRequest, name, depth: depth + 1 }),
    ]),
  )
}
