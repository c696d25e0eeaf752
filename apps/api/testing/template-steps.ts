import { migrate } from '../../../prisma/migrate.ts'
import { prepareJobs } from '../src/jobs/queues.ts'

/** What makes the template of all test databases, in this order. Each gets the template's URL. */
export const templateSteps: ((databaseUrl: string) => Promise<unknown>)[] = [migrate, prepareJobs]
