import type { Prisma } from '../generated/prisma/client.ts'

/** What runs SQL: the client, a transaction of it, or the driver itself. */
export type Statements = {
  $queryRaw<Rows>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<Rows>
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>
  $queryRawUnsafe<Rows>(query: string, ...values: unknown[]): Promise<Rows>
}

/**
 * The same for the calls that hash: everything that they do besides takes time from the cores on
 * which others hash. A client does it as well, so a transaction can stand in its place.
 */
export type Driver = Statements & {
  /**
   * The first statement is sent together with BEGIN. If only BEGIN fails, that statement alone has
   * been committed, so it must change nothing: it locks.
   */
  $transaction<T>(act: (tx: Statements) => Promise<T>): Promise<T>
}
