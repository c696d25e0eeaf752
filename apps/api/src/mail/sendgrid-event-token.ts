/** The custom argument that SendGrid's events return (`Mail.eventToken`). */
export const eventTokenArgument = 'rekey_message'
