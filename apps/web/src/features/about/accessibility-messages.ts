/** The page about accessibility. Apart from `messages.ts`, so that signing in loads none of it. */
export const accessibilityMessages = {
  title: 'Accessibility',
  aim: 'Everyone must be able to get back into their account. These pages are made to meet WCAG 2.2, level AA.',
  ways: 'They work with the keyboard alone, with a screen reader, at 400 % zoom, on a screen 320 pixels wide, in light, dark and high-contrast colours, and without motion.',
  passwords:
    'You may paste codes and passwords, and let a password manager fill them in. Nothing asks you to solve a puzzle. A link and a code last long enough to take your time.',
  contact: 'If something stands in your way, tell {support}.',
  back: 'Back to sign in',
} as const
