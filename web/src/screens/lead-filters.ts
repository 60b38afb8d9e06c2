import { computed, effect, signal } from '@preact/signals';
import type { LeadQuery } from 'leadloom';
import { me } from '../me';
import { route, swap } from '../route';
import { iso } from '../time';

/** The tabs of the desk; what was held back is a screen of its own. */
export const tabs = ['bookings', 'follow_up', 'booked', 'dismissed'] as const;
export type Tab = (typeof tabs)[number];

/** What the list is filtered by, as the address has it: empty is absent. */
export interface Filter {
  tab: Tab;
  /** Of the bookings: all that are open, or one state of them. */
  state: 'open' | 'new' | 'accepted';
  sort: NonNullable<LeadQuery['sort']>;
  severity: '' | 'critical' | 'urgent';
  filled: '' | 'yes' | 'no';
  /** The id of a job type. */
  job: string;
  mine: '' | 'yes';
  integration: string;
  type: string;
  account: string;
  profile: string;
  /** Days of the tenant's calendar, both included. */
  from: string;
  to: string;
  text: string;
}

export const plain: Filter = {
  tab: 'bookings',
  state: 'new',
  sort: 'waiting',
  severity: '',
  filled: '',
  job: '',
  mine: '',
  integration: '',
  type: '',
  account: '',
  profile: '',
  from: '',
  to: '',
  text: '',
};

const keys = Object.keys(plain) as (keyof Filter)[];

const allowed: Partial<Record<keyof Filter, readonly string[]>> = {
  tab: tabs,
  state: ['open', 'new', 'accepted'],
  sort: ['waiting', 'newest', 'oldest', 'due'],
  severity: ['critical', 'urgent'],
  filled: ['yes', 'no'],
  mine: ['yes'],
};

function read(search: string): Filter {
  const given = new URLSearchParams(search);
  const filter: Record<keyof Filter, string> = { ...plain };
  for (const key of keys) {
    const value = given.get(key);
    if (value !== null && (allowed[key]?.includes(value) ?? true)) filter[key] = value;
  }
  return filter as Filter;
}

/** What differs from the plain list. */
export function searchOf(filter: Filter): string {
  const search = new URLSearchParams();
  for (const key of keys) if (filter[key] !== plain[key]) search.set(key, filter[key]);
  return search.toString();
}

const atBookings = () =>
  route.value.screen === 'bookings' ? (route.value.search ?? '') : undefined;

export const filter = signal<Filter>(read(atBookings() ?? ''));

// Back, forward and links lead to the filter that they name.
effect(() => {
  const search = atBookings();
  if (search !== undefined && search !== searchOf(filter.peek())) filter.value = read(search);
});

export function set(part: Partial<Filter>) {
  filter.value = { ...filter.value, ...part };
  const at = route.peek();
  if (at.screen === 'bookings') swap({ ...at, search: searchOf(filter.value) });
}

/** Another tab begins with all of it, at its first lead, in the order that suits it. */
export function openTab(tab: Tab) {
  set({ tab, sort: tab === 'follow_up' ? 'due' : tab === 'bookings' ? 'waiting' : 'newest' });
  // After the question, so that no lead of the list before is opened.
  swap({ screen: 'bookings', search: searchOf(filter.value) });
}

/** How many filters are set beside those that are always in sight. */
export const hidden = computed(
  () =>
    (
      ['filled', 'job', 'mine', 'integration', 'type', 'account', 'profile', 'from', 'to'] as const
    ).filter((key) => filter.value[key] !== '').length,
);

const nextDay = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);

export const query = computed<LeadQuery>(() => {
  const now = filter.value;
  const text = now.text.trim();
  return {
    state: now.tab === 'bookings' ? now.state : now.tab,
    sort: now.sort,
    ...(now.severity && { severity: now.severity }),
    ...(now.filled && { filledIn: now.filled === 'yes' }),
    ...(now.job && { jobType: now.job }),
    ...(now.mine && { assignedTo: me.value.name.trim() }),
    ...(now.integration && { integration: now.integration }),
    ...(now.type && { alertType: now.type }),
    ...(now.account && { account: now.account }),
    ...(now.profile && { profile: now.profile }),
    ...(now.from && { from: iso(`${now.from}T00:00`) }),
    ...(now.to && { to: iso(`${nextDay(now.to)}T00:00`) }),
    ...(text && { text }),
  };
});

interface Saved {
  name: string;
  search: string;
}

const key = 'leadloom.filters';

function remembered(): Saved[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((one) => typeof one?.name === 'string' && typeof one?.search === 'string')
      : [];
  } catch {
    // Nothing readable kept, or storage is closed to us.
    return [];
  }
}

/** Filters that were given a name, kept in this browser. */
export const saved = signal<Saved[]>(remembered());

export function keepSaved(all: Saved[]) {
  saved.value = all;
  try {
    localStorage.setItem(key, JSON.stringify(all));
  } catch {
    // Works without, it is only not remembered.
  }
}

export const applySaved = ({ search }: Saved) => set(read(search));
