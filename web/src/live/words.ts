import type { Told } from './poll';

/** `12 s`, `4 min`, `2 h`: about how long. */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

/** An answer that takes no longer is not worth a word. */
const quick = 1_000;

/** How a live feed is doing, `later` milliseconds after it was said. */
export function saying({ phase, fresh, asked, due }: Told, later: number): string {
  const known = fresh === undefined ? undefined : `Up to date · ${span(fresh + later)} ago`;
  switch (phase) {
    case 'asking':
      return known && (asked ?? 0) + later < quick ? known : 'Looking for new alerts …';
    case 'fresh':
      return known ?? 'Up to date';
    case 'failing':
      return `Trying again in ${span((due ?? 0) - later)}`;
    case 'signed-out':
      return 'Sign in again';
    case 'offline':
      return 'Offline';
    case 'stopped':
      return 'Paused';
  }
}
