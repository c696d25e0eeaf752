import type { BatchAction, BatchExclusion } from '@rekey/contracts/user-batches'
import type { Counted } from '../../console-kit/count-words.ts'

type OfAction = {
  /** The button, which opens the preview. */
  readonly entry: string
  readonly title: Counted
  readonly titleOne: string
  readonly text: string
  /** How many it is done for. */
  readonly will: Counted
  readonly submit: Counted
  readonly submitOne: string
  /** The title if nobody is left. */
  readonly nobody: string
  readonly running: Counted
  readonly runningOne: string
  /** After the number of those for whom it is done. */
  readonly so: string
  readonly done: `${string}{done}${string}{all}${string}`
  readonly allDone: Counted
  readonly allDoneOne: string
}

/** Sentences about actions for many users. They are loaded with the console. */
export const batchMessages = {
  select: 'Select {name}',
  selectPage: 'Select all users on this page',
  selected: '{count} selected',
  selectAll: 'Select all {count}',
  tooManyToSelect: 'Filter to {most} or fewer to select all',
  clear: 'Clear the selection',
  more: 'More',
  moreActions: 'More actions for the selected users',
  bar: 'Selected users',
  export: 'Export CSV',
  exported: '**The export is saved** in your downloads. The audit log has a record of it.',
  couldNotExport: 'The export didn’t work. Nothing was saved.',
  tryAgain: 'Try again',
  checking: 'Checking {count} users…',
  checkingOne: 'Checking 1 user…',
  tooMany: 'Choose at most {most} users.',
  tooManyResets: 'Choose at most {most} users, or use a campaign. It asks a second administrator.',
  toCampaign: 'New campaign',
  busy: 'Starting…',
  leftOut: '{count} are left out',
  leftOutOne: '1 is left out',
  showAll: 'Show all',
  showMore: 'Show more, {count} left',
  loadingMore: 'Loading…',
  close: 'Close',
  seeWho: 'See who',

  role: {
    title: 'Change the role of {count} users',
    titleOne: 'Change the role of 1 user',
    text: 'It becomes their primary role. Extra roles stay.',
    submit: 'Continue',
    busy: 'Checking…',
  },

  progress: {
    numbers: '{done} {so}, {failed} failed, {rest} to go',
    numbersWithoutFailures: '{done} {so}, {rest} to go',
    leave:
      'You can leave this page; the work goes on. The result will be here and in the audit log.',
    leaveMailing:
      'You can leave this page; sending goes on. The result will be here and in the audit log.',
    quarter: '{percent} % done',
    stop: 'Stop',
  },

  result: {
    failed: '{count} failed',
    leftOut: '{count} users were left out',
    leftOutOne: '1 user was left out',
    notDone: '{count} weren’t reached',
    notDoneOne: '1 wasn’t reached',
    stopped: '**Stopped.**',
    lostPermission: '**Stopped**, because your permissions have changed.',
    tryAgain: 'Try again',
    trying: 'Starting…',
    correct: 'Correct the address',
    open: 'Open the user',
    leftOutRow: '{count} left out',
  },

  actions: {
    'send-invitations': {
      entry: 'Send invitations',
      title: 'Send invitations to {count} users?',
      titleOne: 'Send an invitation to 1 user?',
      text: 'Each gets an e-mail with a link and a code to set a first password. Both work for {time}.',
      will: '{count} will be sent',
      submit: 'Send {count} invitations',
      submitOne: 'Send 1 invitation',
      nobody: 'No invitation can be sent',
      running: 'Sending {count} invitations',
      runningOne: 'Sending 1 invitation',
      so: 'sent',
      done: '{done} of {all} invitations were sent.',
      allDone: '{count} invitations were sent.',
      allDoneOne: '1 invitation was sent.',
    },
    'start-resets': {
      entry: 'Start resets',
      title: 'Start resets for {count} users?',
      titleOne: 'Start a reset for 1 user?',
      text: 'Each gets an e-mail to set a new password. Until then, the current password works.',
      will: '{count} will be sent',
      submit: 'Send {count} resets',
      submitOne: 'Send 1 reset',
      nobody: 'No reset can be started',
      running: 'Sending {count} resets',
      runningOne: 'Sending 1 reset',
      so: 'sent',
      done: '{done} of {all} resets were sent.',
      allDone: '{count} resets were sent.',
      allDoneOne: '1 reset was sent.',
    },
    deactivate: {
      entry: 'Deactivate',
      title: 'Deactivate {count} users?',
      titleOne: 'Deactivate 1 user?',
      text: 'They are signed out on all devices and can’t sign in. You can reactivate them later.',
      will: '{count} will be deactivated',
      submit: 'Deactivate {count} users',
      submitOne: 'Deactivate 1 user',
      nobody: 'Nobody can be deactivated',
      running: 'Deactivating {count} users',
      runningOne: 'Deactivating 1 user',
      so: 'deactivated',
      done: '{done} of {all} users were deactivated.',
      allDone: '{count} users were deactivated.',
      allDoneOne: '1 user was deactivated.',
    },
    reactivate: {
      entry: 'Reactivate',
      title: 'Reactivate {count} users?',
      titleOne: 'Reactivate 1 user?',
      text: 'They can sign in again, and choose a new password when they do.',
      will: '{count} will be reactivated',
      submit: 'Reactivate {count} users',
      submitOne: 'Reactivate 1 user',
      nobody: 'Nobody can be reactivated',
      running: 'Reactivating {count} users',
      runningOne: 'Reactivating 1 user',
      so: 'reactivated',
      done: '{done} of {all} users were reactivated.',
      allDone: '{count} users were reactivated.',
      allDoneOne: '1 user was reactivated.',
    },
    'end-sessions': {
      entry: 'End sessions',
      title: 'End all sessions of {count} users?',
      titleOne: 'End all sessions of 1 user?',
      text: 'They are signed out on all devices. Their passwords stay the same.',
      will: '{count} will be signed out',
      submit: 'Sign out {count} users',
      submitOne: 'Sign out 1 user',
      nobody: 'Nobody can be signed out',
      running: 'Signing out {count} users',
      runningOne: 'Signing out 1 user',
      so: 'signed out',
      done: '{done} of {all} users were signed out.',
      allDone: '{count} users were signed out.',
      allDoneOne: '1 user was signed out.',
    },
    'change-role': {
      entry: 'Change role',
      title: 'Give {count} users the role {role}?',
      titleOne: 'Give 1 user the role {role}?',
      text: 'It becomes their primary role. Extra roles stay.',
      will: '{count} will get it',
      submit: 'Change {count} roles',
      submitOne: 'Change 1 role',
      nobody: 'No role can be changed',
      running: 'Changing {count} roles',
      runningOne: 'Changing 1 role',
      so: 'changed',
      done: '{done} of {all} roles were changed.',
      allDone: '{count} roles were changed.',
      allDoneOne: '1 role was changed.',
    },
  } satisfies Record<BatchAction, OfAction>,

  /** Beside a name. */
  reasons: {
    'user-deactivated': 'Deactivated',
    'user-active': 'Active already',
    'signs-in-elsewhere': 'Signs in with a provider',
    'no-address': 'Has no e-mail address',
    'has-password': 'Has a password or passkey already',
    'has-role': 'Has this role already',
    yourself: 'Your own account',
    'device-user': 'Signs in on a device only',
    'beyond-permissions': 'Has permissions that you lack',
    'no-such-user': 'Not found',
  } satisfies Record<BatchExclusion, string>,

  /** After a number. */
  whyOne: {
    'user-deactivated': '1 is deactivated',
    'user-active': '1 is active already',
    'signs-in-elsewhere': '1 signs in with a provider',
    'no-address': '1 has no e-mail address',
    'has-password': '1 has a password or passkey already',
    'has-role': '1 has this role already',
    yourself: '1 is your own account',
    'device-user': '1 signs in on a device only',
    'beyond-permissions': '1 has permissions that you lack',
    'no-such-user': '1 wasn’t found',
  } satisfies Record<BatchExclusion, string>,
  whyMany: {
    'user-deactivated': '{count} are deactivated',
    'user-active': '{count} are active already',
    'signs-in-elsewhere': '{count} sign in with a provider',
    'no-address': '{count} have no e-mail address',
    'has-password': '{count} have a password or passkey already',
    'has-role': '{count} have this role already',
    yourself: '{count} are your own account',
    'device-user': '{count} sign in on a device only',
    'beyond-permissions': '{count} have permissions that you lack',
    'no-such-user': '{count} weren’t found',
  } satisfies Record<BatchExclusion, Counted>,
  failures: {
    'last-administrator': 'This is the last administrator.',
    'recent-sign-in-required': 'You had to sign in again.',
    'could-not-be-done': 'Something went wrong on our side.',
  },
  notSent: 'The mail wasn’t sent.',
} as const
