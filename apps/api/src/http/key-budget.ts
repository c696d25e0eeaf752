/**
 * The most calls with one API key, on all servers that share a Redis. A file of its own, because
 * the test of the documentation reads it where no database client has been made.
 */
export const keyBudget = { limit: 600, seconds: 60 }
