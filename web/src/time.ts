import { signal } from '@preact/signals';

/** The wall clock of the page. Waiting times tick with it. */
export const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 20_000);

/** The tenant's time zone, as the set-up names it; until then the browser's. */
export const timeZone = signal<string | undefined>(undefined);

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined): Intl.DateTimeFormat {
  const known = formats.get(zone ?? '');
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-US', {
      weekday: 'short',
      month: 'short',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      ...(zone && { timeZone: zone }),
    });
  } catch {
    // A zone this browser does not know; the core's findings say so.
    made = format(undefined);
  }
  formats.set(zone ?? '', made);
  return made;
}

/** `Mon, Nov 23, 2026, 9:42 AM CST` in the tenant's time zone. */
export function absolute(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : format(timeZone.value).format(time);
}

const steps: [unit: 'day' | 'hour' | 'minute', ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const words = new Intl.RelativeTimeFormat('en-US', { numeric: 'auto' });

/** `4 minutes ago`, `in 2 days`. */
export function relative(iso: string): string {
  const distance = Date.parse(iso) - now.value;
  if (Number.isNaN(distance)) return '';
  for (const [unit, ms] of steps) {
    if (Math.abs(distance) >= ms) return words.format(Math.trunc(distance / ms), unit);
  }
  return 'just now';
}

/** `2 d 4 h`: how long a lead has been waiting. Two units at most. */
export function waiting(iso: string): string {
  let rest = now.value - Date.parse(iso);
  if (Number.isNaN(rest)) return '';
  if (rest < 0) return relative(iso);
  const parts: string[] = [];
  for (const [unit, ms] of steps) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    if (count > 0) parts.push(`${count} ${unit === 'minute' ? 'min' : unit[0]}`);
    else if (parts.length > 0) break;
  }
  return parts.slice(0, 2).join(' ') || 'under 1 min';
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall of the tenant's office shows. */
function clock(): Intl.DateTimeFormat {
  const zone = timeZone.value;
  const known = clocks.get(zone ?? '');
  if (known) return known;
  // Of Sweden, for its dates are those of ISO 8601.
  const make = (timeZone?: string) =>
    new Intl.DateTimeFormat('sv-SE', {
      dateStyle: 'short',
      timeStyle: 'short',
      ...(timeZone && { timeZone }),
    });
  let made: Intl.DateTimeFormat;
  try {
    made = make(zone);
  } catch {
    made = make();
  }
  clocks.set(zone ?? '', made);
  return made;
}

/** `2026-11-24T09:00`: a time in the tenant's zone, as fields of forms take it. */
export const local = (time: number) => clock().format(time).replace(' ', 'T');

/** The same back, as RFC 3339. An hour that the clocks leap over is the one after it. */
export function iso(wanted: string): string {
  const target = Date.parse(`${wanted}Z`);
  if (Number.isNaN(target)) return '';
  let time = target;
  // The offset there is known once one is there: twice over a change of the clocks.
  for (let i = 0; i < 2; i++) time += target - Date.parse(`${local(time)}Z`);
  return new Date(time).toISOString();
}
