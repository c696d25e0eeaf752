import type { BrowserContext, ConsoleMessage } from '@playwright/test'

/** What a browser complained of, and whom it asked beside our server; empty when all is well. */
export type Complaints = readonly string[]

/** Chromium reports each answer of 4xx and each lost connection; journeys cause them on purpose. */
const isOfNetwork = (message: ConsoleMessage) =>
  /Failed to load resource|Failed to fetch dynamically imported|Unable to preload CSS/.test(
    message.text(),
  )

/**
 * A trace puts a script into every frame. The frame of a mail allows none, which is as it should
 * be. Without a trace, a journey fails if a mail's own script was blocked.
 */
const isOfTrace = (message: ConsoleMessage) =>
  /^Blocked script execution in '[^']*\/dev\/mailbox\/messages\//.test(message.text())

/**
 * Watches every page of a context from now on: errors and warnings of the console, exceptions,
 * violations of the Content Security Policy and Trusted Types, requests to anybody but `urls`.
 */
export async function watch(
  context: BrowserContext,
  urls: readonly string[],
  isTraced: boolean,
): Promise<Complaints> {
  const complaints: string[] = []
  context.on('console', (message) => {
    const isExpected = isOfNetwork(message) || (isTraced && isOfTrace(message))
    const isComplaint = ['error', 'warning'].includes(message.type()) && !isExpected
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
