/** The parts of samlp that its provider in tests uses; the package brings no types. */
declare module 'samlp' {
  type Asked = { id: string; issuer: string; assertionConsumerServiceURL: string }
  type Callback<T> = (error: Error | null, result: T) => void

  const samlp: {
    parseRequest(request: { query: object }, options: object, done: Callback<Asked>): void
    getSamlResponse(options: object, user: object, done: Callback<string>): void
  }
  export default samlp
}
