import type { EventType } from '@rekey/contracts/webhooks'

type GroupOf<Type> = Type extends `${infer Group}.${string}` ? Group : never

/**
 * Sentences of the webhooks' screens. They are loaded with the console, separately from sign-in.
 */
export const webhooksMessages = {
  title: 'Webhooks',
  about: {
    text: 'Rekey calls these addresses when something happens, so that your programs needn’t ask.',
    documentation: 'How to receive events',
    href: '/docs/webhooks',
  },
  add: 'Add a webhook',
  columns: { address: 'Address', events: 'Events', state: 'State' },
  list: {
    loading: 'Loading webhooks…',
    couldNotLoad: 'Could not load webhooks.',
    showing: 'Showing {count} webhooks',
    showingOne: 'Showing 1 webhook',
    previous: 'Previous',
    next: 'Next',
  },
  empty: {
    title: 'No webhooks yet',
    text: 'Add the address of your program, and choose the events that it needs.',
  },
  events: '{count} events',
  eventsOne: '1 event',
  allEvents: 'All events',
  state: {
    on: 'On',
    off: 'Off',
    failing: 'Failing since {day}',
    switchedOff: 'Switched off: it kept failing',
  },

  loading: 'Loading the webhook…',
  couldNotLoad: 'Could not load this webhook',
  gone: 'There is no such webhook',
  goneText: 'It may have been deleted, or the address is incomplete.',
  toList: 'Go to webhooks',
  close: 'Close',
  cancel: 'Cancel',
  moreOptions: 'More options',

  url: 'Address',
  urlHint: 'It begins with https://. It must be reachable from the internet.',
  enterUrl: 'Enter the address',
  urlWrong:
    'Enter an address such as https://shop.example/hooks, with https, a public name, and no username or password',
  description: 'Description (optional)',
  descriptionHint: 'What your program does with the events.',
  descriptionWrong: 'Description must be one line of 200 characters or fewer',
  urlFault: 'The address {detail}',
  chooseEvents: 'Choose at least one event',
  submitNew: 'Add the webhook',
  submit: 'Save',
  busy: 'Saving…',
  saved: '**Changes saved.** They apply to the next event.',
  nothingChanged: 'Nothing was changed.',

  /** The beginnings of the events' names. */
  groups: {
    'password-reset': 'Password resets',
    password: 'Passwords',
    user: 'Users',
    message: 'Mails',
    session: 'Sessions',
    'reset-campaign': 'Reset campaigns',
    'second-factor': 'Second factors',
  } satisfies Record<GroupOf<EventType>, string>,

  secret: {
    heading: 'Copy the secret now',
    warning:
      'The secret of **{url}** is shown only now. With it, your program checks that a call comes from Rekey.',
    title: 'Signing secret',
    copy: 'Copy the secret',
    done: 'I’ve copied it',
  },

  act: {
    test: 'Send a test event',
    tested: '**Test event on its way.** The deliveries below show how it ends.',
    switchOn: 'Switch on',
    switchedOn: '**The webhook is on.** Events that are still waiting are sent now.',
    switchOff: 'Switch off',
    switchedOff: '**The webhook is off.** It gets no events.',
    rotate: 'Replace the secret…',
    replay: 'Send events again…',
  },
  rotate: {
    title: 'Replace the secret?',
    text: 'The next screen shows the new secret. The old one also signs for 24 hours, so that you can change it without losing events.',
    submit: 'Replace the secret',
    busy: 'Replacing…',
    unsaved: 'Save your changes first.',
    stillSigns: 'The old secret also signs until {day}.',
  },
  replay: {
    title: 'Send events again',
    text: 'Sends all stored events from this time again, with their original ids. Your program can skip the ids that it already has.',
    since: 'Events of',
    times: {
      '1': 'The last hour',
      '24': 'The last 24 hours',
      '168': 'The last 7 days',
      '720': 'The last 30 days',
    },
    submit: 'Send again',
    busy: 'Sending…',
    done: '**{count} events are being sent again.**',
    doneOne: '**1 event is being sent again.**',
    doneNone: 'There were no events in that time.',
    off: 'Switch the webhook on first.',
  },
  delete: {
    entry: 'Delete…',
    title: 'Delete {name}?',
    text: 'It gets no more events, and the list of its deliveries is deleted. This cannot be undone.',
    submit: 'Delete',
    busy: 'Deleting…',
    done: '**{name}** was deleted.',
  },

  deliveries: {
    title: 'Deliveries',
    about: 'The last 30 days, newest first.',
    none: 'Nothing was sent yet',
    noneText: 'Send a test event to see whether your program can receive it.',
    noneOf: 'No deliveries with this status',
    status: 'Status',
    statuses: { any: 'Any status', pending: 'Waiting', delivered: 'Delivered', failed: 'Failed' },
    next: 'next try {time}',
    details: 'Details of {event}',
    again: 'Send again',
    sentAgain: '**{event} is being sent again.**',
    id: 'Event id',
    data: 'Data',
    answered: 'Answer {status}',
    noAnswer: 'No answer',
    noTries: 'Not tried yet.',
    list: {
      loading: 'Loading deliveries…',
      couldNotLoad: 'Could not load deliveries.',
      showing: 'Showing {count} deliveries',
      showingOne: 'Showing 1 delivery',
      previous: 'Newer',
      next: 'Older',
    },
  },
} as const
