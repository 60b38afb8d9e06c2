/**
 * When a live feed is asked: what is so, and what happens, make what is so next. Times are those of
 * a monotonic clock in milliseconds, so that nothing depends on the computer's date.
 */

export type Phase =
  /** A question is under way. */
  | 'asking'
  /** The last answer held all there is. */
  | 'fresh'
  /** The last question failed; it is asked again. */
  | 'failing'
  /** The portal wants somebody to sign in. */
  | 'signed-out'
  | 'offline'
  /** Somebody has switched it off. */
  | 'stopped';

export interface Schedule {
  phase: Phase;
  /** Failures since the last answer. */
  failures: number;
  /** When to ask next, if at all. */
  due?: number | undefined;
  /** The server asked for quiet until then (Retry-After). */
  quiet?: number | undefined;
  /** When it was asked last, and when all was known last. */
  asked?: number | undefined;
  fresh?: number | undefined;
}

export type Happening =
  | { type: 'start' | 'stop' | 'due' | 'now' | 'visible' | 'online' | 'offline' }
  /** An answer. `more`: there is more to ask for at once. */
  | { type: 'answered'; more: boolean }
  /** No answer, or an error; `after`: what the server said of when to ask again. */
  | { type: 'failed'; after?: number | undefined }
  | { type: 'refused' };

/** How often a feed is asked that has nothing new. */
export const interval = 30_000;
/** The first wait after a failure; it doubles up to the longest. */
export const firstWait = 2_000;
export const longestWait = 300_000;
/** No server silences a feed for longer than a day. */
export const longestQuiet = 86_400_000;
/** Who looks again so soon after a question sees its answer. */
const justAsked = 5_000;

const asking = (now: number, { failures, fresh }: Schedule): Schedule => ({
  phase: 'asking',
  failures,
  asked: now,
  fresh,
});

/** Between half and the whole of a wait that doubles: many tabs and offices do not ask at once. */
const waitAfter = (failures: number, random: number) =>
  Math.min(longestWait, firstWait * 2 ** Math.min(failures - 1, 30)) * (0.5 + random / 2);

const waits = ({ phase }: Schedule) => phase === 'fresh' || phase === 'failing';

/**
 * What is so after something happened.
 * @param random from 0 to 1, for the jitter
 */
export function after(
  before: Schedule,
  happening: Happening,
  now: number,
  random: number,
): Schedule {
  const { phase, failures, due = Number.POSITIVE_INFINITY, quiet = 0 } = before;
  switch (happening.type) {
    case 'stop':
      return { ...before, phase: 'stopped', due: undefined };
    case 'start':
      return phase === 'stopped' ? asking(now, before) : before;
    case 'offline':
      return phase === 'stopped' ? before : { ...before, phase: 'offline', due: undefined };
    case 'online':
      return phase === 'offline' ? asking(now, before) : before;
    case 'due':
      return waits(before) && now >= due ? asking(now, before) : before;
    case 'now':
      return phase === 'asking' || phase === 'stopped' ? before : asking(now, before);
    case 'visible': {
      const recent = now - (before.asked ?? Number.NEGATIVE_INFINITY) < justAsked;
      return waits(before) && !recent && now >= quiet ? asking(now, before) : before;
    }
    case 'answered':
      if (phase !== 'asking') return before;
      if (happening.more) return { ...asking(now, before), failures: 0 };
      return {
        phase: 'fresh',
        failures: 0,
        asked: before.asked,
        fresh: now,
        due: now + interval * (0.9 + random / 5),
      };
    case 'failed': {
      if (phase !== 'asking') return before;
      const wanted = Math.min(happening.after ?? 0, longestQuiet);
      return {
        ...before,
        phase: 'failing',
        failures: failures + 1,
        due: now + Math.max(waitAfter(failures + 1, random), wanted),
        quiet: wanted > 0 ? now + wanted : undefined,
      };
    }
    case 'refused':
      return phase === 'asking' ? { ...before, phase: 'signed-out', due: undefined } : before;
  }
}

export const stopped: Schedule = { phase: 'stopped', failures: 0 };

/** How long until something is to be done; nothing where it waits for something to happen. */
export const delayOf = ({ due }: Schedule, now: number) =>
  due === undefined ? undefined : Math.max(0, due - now);
