/** What can go wrong at a partner's, on demand, for tests. One row a fault. */
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from './problem.mjs';
import { strangersAccounts } from './users.mjs';

/**
 * A fault acts at one moment: once when it is set, before each request, on what a user has, on a
 * pairing, or on the clock.
 * @typedef {{ ms: number }} Setting
 * @typedef {object} Fault
 * @property {string} about
 * @property {'ms'} [takes]
 * @property {(memory: { forget(...kinds: string[]): void }) => void} [once]
 * @property {(request: import('node:http').IncomingMessage, setting: Setting) => unknown} [before]
 * @property {() => import('./users.mjs').Account[]} [accounts]
 * @property {() => import('./users.mjs').Reason} [declined]
 * @property {(setting: Setting) => number} [skew]
 */

/** @type {Record<string, Fault>} */
export const faultTable = {
  decline: {
    about: 'Pairings are declined.',
    declined: () => ({
      code: 'declined',
      title: 'The partner declined the connection.',
      next: 'Ask the partner’s dealer support why, then connect again.',
    }),
  },
  slow: {
    about: 'Every answer waits.',
    takes: 'ms',
    before: (_, { ms }) => wait(ms, undefined, { ref: false }),
  },
  error: {
    about: 'Every answer is an error 500.',
    before() {
      throw new Problem(500, 'portal-error', 'Something went wrong at the partner’s portal.', {
        next: 'Try again in a minute. If it lasts, tell the partner’s dealer support.',
      });
    },
  },
  busy: {
    about: 'Every answer is an error 503 that says when to ask again.',
    takes: 'ms',
    before(_, { ms }) {
      throw new Problem(503, 'busy', 'The partner’s portal is busy.', {
        next: 'Try again when the Retry-After header says.',
        headers: { 'retry-after': String(Math.ceil(ms / 1000)) },
      });
    },
  },
  'expired-token': {
    about: 'Access tokens issued so far are void; a refresh brings a new one.',
    once: (memory) => memory.forget('AccessToken'),
  },
  'signed-out': {
    about: 'All tokens and sessions are void; only a new sign-in helps.',
    once: (memory) => memory.forget('AccessToken', 'RefreshToken', 'Grant', 'Session'),
  },
  down: {
    about: 'Connections are cut without an answer.',
    before: (request) => request.destroy(),
  },
  'wrong-account': {
    about: 'Whoever signs in sees another company’s account.',
    accounts: () => strangersAccounts,
  },
  'clock-skew': {
    about: 'The portal’s clock is off: Date header, times in ID tokens and pairings.',
    takes: 'ms',
    skew: ({ ms }) => ms,
  },
};

const aDay = 86_400_000;

/** The faults that are set. */
export class Faults {
  /** @type {Map<string, { ms: number, times: number }>} */
  #set = new Map();
  #memory;

  /** @param {{ forget(...kinds: string[]): void }} memory what the provider remembers */
  constructor(memory) {
    this.#memory = memory;
  }

  /** Names and settings. `times` counts down; without it a fault stays until it is cleared. */
  get active() {
    return [...this.#set].map(([fault, { ms, times }]) => ({
      fault,
      ...(faultTable[fault].takes && { ms }),
      ...(Number.isFinite(times) && { times }),
    }));
  }

  /** @param {string} fault @param {{ ms?: number, times?: number }} [setting] */
  set(fault, { ms = 0, times = Number.POSITIVE_INFINITY } = {}) {
    if (!Object.hasOwn(faultTable, fault)) {
      throw new Problem(422, 'unknown-fault', `There is no fault "${fault}".`, {
        next: `Choose one of ${Object.keys(faultTable).join(', ')}.`,
      });
    }
    const whole = times === Number.POSITIVE_INFINITY || (Number.isInteger(times) && times > 0);
    if (!whole || !Number.isInteger(ms) || Math.abs(ms) > aDay) {
      throw new Problem(422, 'unknown-setting', 'A fault’s setting is not a number it can be.', {
        next: '"ms" is a whole number up to a day, "times" a whole number from 1.',
      });
    }
    const { once } = faultTable[fault];
    if (once) once(this.#memory);
    else this.#set.set(fault, { ms, times });
  }

  /** Takes one fault back, or all. @param {string} [fault] */
  clear(fault) {
    if (fault === undefined) this.#set.clear();
    else this.#set.delete(fault);
  }

  /** Lets faults act before a request is answered. */
  async before(request) {
    for (const { act, setting } of this.#take('before')) await act(request, setting);
  }

  /** What this user sees. @param {import('./users.mjs').User} user */
  accountsOf(user) {
    return this.#take('accounts')[0]?.act() ?? user.accounts;
  }

  /** Why this user's pairing is declined, if it is. @param {import('./users.mjs').User} user */
  reasonToDecline(user) {
    return this.#take('declined')[0]?.act() ?? user.declined;
  }

  /** By how much the portal's clock is off, in milliseconds. */
  get skew() {
    const setting = this.#set.get('clock-skew');
    return (setting && faultTable['clock-skew'].skew?.(setting)) ?? 0;
  }

  /** What the faults that act at this moment do; each is used up once more. */
  #take(moment) {
    const taken = [...this.#set].filter(([fault]) => faultTable[fault][moment]);
    for (const [fault, setting] of taken) {
      setting.times -= 1;
      if (setting.times === 0) this.#set.delete(fault);
    }
    return taken.map(([fault, setting]) => ({ act: faultTable[fault][moment], setting }));
  }
}
