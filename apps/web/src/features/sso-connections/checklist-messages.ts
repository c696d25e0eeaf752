/** Sentences of the checklist on a provider's page. They are loaded with the console. */
export const checklistMessages = {
  list: 'Steps to set it up',
  progress: '{done} of {all} steps done.',
  nextFailed: 'Next: fix the failed test.',
  mayRequire: 'You can also require it.',
  next: {
    address: 'Next: add the address at the provider.',
    domain: 'Next: verify your domain.',
    test: 'Next: test the sign-in.',
    'switch-on': 'Next: switch it on.',
    require: 'You can also require it.',
  },

  states: { 'to-do': 'To do', done: 'Done', failed: 'Failed', optional: 'Optional' },
  doneAt: 'Done {time}',
  failedAt: 'Failed {time}',
  verified: 'Verified',
  on: 'On',
  required: 'Required',

  address: {
    title: 'Add the address at {name}',
    titleSaml: 'Add the addresses at {name}',
    about: 'So that {name} may send people back here.',
    done: 'I’ve added it',
    busy: 'Saving…',
    where: 'Where to click at {name}',
    other: 'Is it another provider?',
    providers: { okta: 'Okta', entra: 'Entra ID', google: 'Google', other: 'another provider' },
    otherNames: { okta: 'Okta', entra: 'Entra ID', google: 'Google', other: 'Other' },
  },
  clicks: {
    okta: {
      oidc: [
        'Applications → **Create App Integration**',
        '**OIDC**, then **Web Application**',
        'Paste the address into **Sign-in redirect URIs**',
      ],
      saml: [
        'Applications → **Create App Integration** → **SAML 2.0**',
        'Paste the ACS address into **Single sign-on URL**',
        'Paste our entity id into **Audience URI (SP Entity ID)**',
      ],
    },
    entra: {
      oidc: [
        'App registrations → your application → **Authentication**',
        '**Add a platform**, then **Web**',
        'Paste the address into **Redirect URIs**',
      ],
      saml: [
        'Enterprise applications → your application → **Single sign-on**',
        'Edit **Basic SAML Configuration**',
        'Paste our entity id into **Identifier**, and the ACS address into **Reply URL**',
      ],
    },
    google: {
      oidc: [
        'Google Cloud console → **Credentials** → **Create credentials**',
        '**OAuth client ID**, then **Web application**',
        'Paste the address into **Authorized redirect URIs**',
      ],
      saml: [
        'Google Admin console → Apps → **Web and mobile apps**',
        '**Add app**, then **Add custom SAML app**',
        'Paste the ACS address into **ACS URL**, and our entity id into **Entity ID**',
      ],
    },
    other: {
      oidc: [
        'Create a **web application** for OpenID Connect, or open yours',
        'Find **Redirect URIs**, also called callback URLs',
        'Paste the address there. It must match **letter by letter**',
      ],
      saml: [
        'Create an application for **SAML 2.0**, or open yours',
        'Let it read **our metadata**, if it can',
        'Otherwise paste the **ACS address** and **our entity id**',
      ],
    },
  },

  domain: {
    title: 'Verify your domain',
    about: 'People with an address in it sign in with {name}.',
  },

  test: {
    title: 'Test sign-in',
    about: 'Takes you to {name} and back. Nobody is signed in, and it works while {name} is off.',
    start: 'Test the sign-in',
    again: 'Test again',
    stuck: 'If {name} shows an error page, compare the address there with the one above.',
    good: 'The test succeeded.',
    failed: '**The test failed.** {detail}',
    claim: 'Claim',
    came: 'What came',
    needed: 'What we need',
    cameShort: 'Came',
    neededShort: 'Needed',
    nothing: 'Nothing',
    wrong: 'Wrong:',
    nextStep: 'Next step',
    otherClaim: 'Choose another claim',
    showClaims: 'Show all {count} claims',
    hideClaims: 'Hide the claims',
    value: 'Value',
  },

  switchOn: {
    title: 'Switch on',
    about: 'The sign-in page then offers {name}.',
    button: 'Switch on',
    off: 'Switch off…',
    needsTest: 'Available after a successful test.',
    needsDomain: 'Available once a domain is verified.',
    untested: 'Switch on without a test…',
    users: '{count} users sign in with it.',
    usersOne: '1 user signs in with it.',
  },

  require: {
    title: 'Require for everyone',
    about: 'People can then no longer use a password here.',
    button: 'Require…',
    stop: 'Stop requiring…',
    many: 'Would change how {count} users sign in. Their passwords and sessions would end.',
    one: 'Would change how 1 user signs in. Their password and sessions would end.',
    nobody: 'No user of its domains has a password here now.',
    needsOn: 'Available once {name} is on.',
  },

  settings: 'Connection settings',
  show: 'Show',
  hide: 'Hide',
} as const
