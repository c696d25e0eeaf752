import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** What a browser complained of, and whom it asked beside our server; empty when all is well. */
export type Complaints = readonly string[]

/** Chromium reports each answer of 4xx and each lost connection; journeys cause them on purpose. */
const isOfNetwork = (message: ConsoleMessage) =>
  /Failed to load resource|Failed to fetch dynamically imported|Unable to preload CSS/.test(
    message.text(),
  )

/**
 * Watches every page of a context from now on: errors and warnings of the console, exceptions,
 * violations of the Content Security Policy and Trusted Types, requests to anybody but `urls`.
 */
export async function watch(context: BrowserContext, urls: readonly string[]): Promise<Complaints> {
  const complaints: string[] = []
  context.on('console', (message) => {
    const isComplaint = ['error', 'warning'].includes(message.type()) && !isOfNetwork(message)
    if (isComplaint) complaints.push(`${message.page()?.url()} says: ${message.text()}`)
  })
  context.on('weberror', (error) => complaints.push(`${error.page()?.url()}: ${error.error()}`))
  context.on('request', (request) => {
    const isKnown = ['data:', ...urls.map((url) => `${url}/`)].some((start) =>
      request.url().startsWith(start),
    )
    if (!isKnown) complaints.push(`asked a third party: ${request.url()}`)
  })
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) => {
      console.error(`violates ${violation.effectiveDirective}: ${violation.blockedURI}`)
    })
  })
  return complaints
}
