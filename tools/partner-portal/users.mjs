/** The people who can sign in to the portal, and the accounts and profiles they see. All made up. */

/**
 * @typedef {{ id: string, name: string }} Profile
 * @typedef {{ id: string, name: string, phone: string, profiles: Profile[] }} Account
 * @typedef {{ code: string, title: string, next: string }} Reason
 * @typedef {{ id: string, name: string, email: string, about: string, accounts: Account[],
 *   declined?: Reason }} User
 */

/** Everyone's password. A sample's, and therefore shown on the page. */
export const password = 'sample-portal';

// The ids of the accounts and profiles are those that the sample feed names.
/** @type {User[]} */
export const users = [
  {
    id: 'user-1',
    name: 'Dana Whitfield',
    email: 'dana@prairiestar.example',
    about: 'Dealer. One account with two profiles.',
    accounts: [
      {
        id: 'acct-2210',
        name: 'Prairie Star North',
        phone: '512-555-0110',
        profiles: [
          { id: 'residential', name: 'Residential' },
          { id: 'light-commercial', name: 'Light Commercial' },
        ],
      },
    ],
  },
  {
    id: 'user-2',
    name: 'Luis Ortega',
    email: 'luis@prairiestar.example',
    about: 'Dealer. Two accounts without profiles.',
    accounts: [
      { id: 'acct-2211', name: 'Prairie Star South', phone: '512-555-0111', profiles: [] },
      { id: 'acct-9917', name: 'Prairie Star West', phone: '512-555-0112', profiles: [] },
    ],
  },
  {
    id: 'user-3',
    name: 'Robin Hale',
    email: 'robin@lonepine.example',
    about: 'No dealer: there is no account to connect.',
    accounts: [],
    declined: {
      code: 'no-account',
      title: 'You are not a dealer yet, so there is no account to connect.',
      next: 'Become a dealer on the partner’s marketplace page, then sign in again.',
    },
  },
  {
    id: 'user-4',
    name: 'Casey Nguyen',
    email: 'casey@bluebonnet.example',
    about: 'Dealer whose pairing is declined.',
    accounts: [{ id: 'acct-5520', name: 'Bluebonnet Air', phone: '210-555-0144', profiles: [] }],
    declined: {
      code: 'account-on-hold',
      title: 'The account is on hold, so its alerts cannot be shared.',
      next: 'Ask the partner’s dealer support to lift the hold, then connect again.',
    },
  },
];

/** Another company's account: what a wrong sign-in would bring. @type {Account[]} */
export const strangersAccounts = [
  { id: 'acct-7741', name: 'Cottonwood Comfort', phone: '830-555-0177', profiles: [] },
];

/** @param {string} id */
export const userById = (id) => users.find((user) => user.id === id);

/** Whoever has this e-mail address and password. @param {string} email @param {string} word */
export const userWith = (email, word) =>
  word === password ? users.find((user) => user.email === email.trim().toLowerCase()) : undefined;
