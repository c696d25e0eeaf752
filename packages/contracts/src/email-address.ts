/** An address that mail can be sent to. Its delivery is the mail server's to judge. */
export const isEmailAddress = (value: string) =>
  /^[^\s@<>()[\],;:\\"]+@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]+$/u.test(value) &&
  value.length <= 254
