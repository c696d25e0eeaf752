/** Only over https or on localhost. */
export const canUsePasskeys = () => 'PublicKeyCredential' in window
