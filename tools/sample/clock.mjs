/** Fixed times. The sample ends on 20 November 2026, whenever it is generated. */

/** The moment after which nothing has happened yet. */
export const NOW = Date.UTC(2026, 10, 20, 18, 0, 0);

/** The tenant's first day on the platform. */
export const START = Date.UTC(2014, 2, 3, 14, 0, 0);

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** `2026-11-20T18:00:00Z`. */
export const utc = (ms) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The same moment with the seven digits of a second that the API likes to send. */
export const utcFine = (ms, ticks) => utc(ms).replace('Z', `.${String(ticks).padStart(7, '0')}Z`);
