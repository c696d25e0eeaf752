/** The words of what users are filtered by. `any` stands for no filter. */
export const userWords = {
  kinds: {
    any: 'All kinds',
    staff: 'Staff',
    device: 'Device',
    contact: 'Contact',
    member: 'Member',
  },
  statuses: { any: 'Any status', active: 'Active', deactivated: 'Deactivated' },
  passwordStates: {
    any: 'Any state',
    set: 'OK',
    temporary: 'Temporary',
    'must-change': 'Must change',
    blocked: 'Blocked',
    none: 'No password yet',
  },
} as const
