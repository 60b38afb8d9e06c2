/** Pairings of a user's accounts with Leadloom: processing, then completed or declined. */
import { randomUUID } from 'node:crypto';
import { Problem } from './problem.mjs';

/**
 * @param {{ faults: import('./faults.mjs').Faults, now: () => number, clock: () => number,
 *   delay: number }} world `now` tells when the delay is over, `clock` what time is shown
 */
export function newPairings({ faults, now, clock, delay }) {
  /** @type {Map<string, any>} */
  const pairings = new Map();

  const shown = ({ id, createdAt, doneAt, reason, accounts }) => {
    const status = now() < doneAt ? 'processing' : reason ? 'declined' : 'completed';
    return {
      id,
      status,
      createdAt,
      ...(status === 'declined' && { reason }),
      ...(status === 'completed' && { accounts }),
    };
  };

  return {
    /** What comes of it is settled now and told after the delay. */
    start(user) {
      const pairing = {
        id: randomUUID(),
        user: user.id,
        createdAt: new Date(clock()).toISOString(),
        doneAt: now() + delay,
        reason: faults.reasonToDecline(user),
        accounts: faults.accountsOf(user),
      };
      pairings.set(pairing.id, pairing);
      return shown(pairing);
    },

    /** @param {string} id */
    read(user, id) {
      const pairing = pairings.get(id);
      // Somebody else's pairing is no one's business.
      if (pairing?.user !== user.id) {
        throw new Problem(404, 'unknown-pairing', 'There is no such pairing.', {
          next: 'Start one with POST /pairings.',
        });
      }
      return shown(pairing);
    },
  };
}
