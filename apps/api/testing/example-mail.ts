import type { Mail } from '../src/mail/mail.ts'

/** A mail as the transports get it. */
export const exampleMail: Mail = {
  id: '7c4f0c0e-8f0a-4d7c-9a53-4a3f8ba2a111',
  from: { name: 'Northwind accounts', address: 'no-reply@northwind.example' },
  to: 'Jane.Doe@northwind.example',
  replyTo: 'help@northwind.example',
  subject: '482913 is your Northwind password reset code',
  text: `Plain.\nhttps://accounts.northwind.example/reset#${'x'.repeat(120)}\n482913\n`,
  html: '<p>Rich – 482913</p>',
  messageId: '7c4f0c0e-8f0a-4d7c-9a53-4a3f8ba2a111@northwind.example',
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'en' },
  eventToken: null,
}
