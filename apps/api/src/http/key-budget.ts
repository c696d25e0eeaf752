/** The most calls with one API key, on all servers that share a Redis. */
export const keyBudget = { limit: 600, seconds: 60 }
