/** The sample feed as a portal sends it: CloudEvents 1.0, in the feed's own order. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Problem } from './problem.mjs';

const sample = new URL('../../catalog/sample/alerts.ndjson', import.meta.url);
const batch = 100;
const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;

/** A plain alert in its envelope. A time that is none stays in the data, as it was. */
function enveloped({ source, id, submittedOn, ...data }) {
  const timed = rfc3339.test(submittedOn ?? '');
  return {
    specversion: '1.0',
    id: String(id),
    source,
    type: 'com.smartac.alert',
    ...(timed && { time: submittedOn }),
    datacontenttype: 'application/json',
    data: timed || submittedOn === undefined ? data : { ...data, submittedOn },
  };
}

/** The event of one line of the feed, or nothing where no portal could make one. */
function eventOf(line) {
  let alert;
  try {
    alert = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!alert?.source || !alert.id) return undefined;
  return alert.specversion ? alert : enveloped(alert);
}

/** Repeated events are sent again, as partners do: same source and id is the same alert. */
export function readFeed(text = readFileSync(sample, 'utf8')) {
  const eventsOf = (lines) =>
    lines
      .split('\n')
      .map(eventOf)
      .filter((event) => event !== undefined);
  const events = eventsOf(text);
  const seenBy = (accounts) => {
    const ids = new Set(accounts.map(({ id }) => id));
    return (event) => ids.has(event.data?.account);
  };

  return {
    /** Where the feed ends: a cursor, after which only what is new comes. */
    get end() {
      return events.length;
    },

    /** Takes in more alerts, one a line, as time does at a partner's. @param {string} lines */
    add(lines) {
      events.push(...eventsOf(lines));
    },

    /** Whether these accounts have such an alert. */
    has: (accounts, source, id) =>
      events
        .filter(seenBy(accounts))
        .some((event) => event.source === source && String(event.id) === id),

    /**
     * The alerts of these accounts that come after a cursor, the next cursor, and a tag of both.
     * @param {import('./users.mjs').Account[]} accounts
     * @param {string} cursor
     */
    after(accounts, cursor) {
      const from = /^\d{1,9}$/.test(cursor) ? Number(cursor) : Number.NaN;
      if (!(from <= events.length)) {
        throw new Problem(400, 'unknown-cursor', `"${cursor}" is no place in the feed.`, {
          next: 'Take the address from the Link header of the last answer, or leave "after" out.',
        });
      }
      const seen = seenBy(accounts);
      const page = [];
      let next = from;
      while (next < events.length && page.length < batch) {
        if (seen(events[next])) page.push(events[next]);
        next += 1;
      }
      const body = JSON.stringify(page);
      const hash = createHash('sha256').update(`${next} ${body}`).digest('base64url');
      return { body, next, tag: `"${hash}"` };
    },
  };
}
