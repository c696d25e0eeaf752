/** Checks the form of an e-mail address. Only the mail server knows whether the address exists. */
export const isEmailAddress = (value: string) =>
  /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]+$/u.test(value) &&
  value.length <= 254
