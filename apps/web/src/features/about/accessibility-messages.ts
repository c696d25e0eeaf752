/**
 * Sentences about accessibility. They aren't in `messages.ts`, so that signing in doesn't load
 * them.
 */
export const accessibilityMessages = {
  title: 'Accessibility',
  aim: 'Everyone should be able to get back into their account. These pages are designed to meet WCAG 2.2, level AA.',
  ways: 'They work with a keyboard or a screen reader, at 400 % zoom, and on screens 320 pixels wide. They follow your settings for light, dark and high-contrast colours, and for reduced motion.',
  passwords:
    'You can paste codes and passwords, or let a password manager fill them in. You never have to solve a puzzle. Links and codes last long enough for you to take your time.',
  contact: 'If you have trouble using these pages, tell {support}.',
  back: 'Back to sign in',
} as const
