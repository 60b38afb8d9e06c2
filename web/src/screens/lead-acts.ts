import { signal } from '@preact/signals';
import type { LeadState, Ref } from 'leadloom';
import { act, type Named, redo, undo } from '../desk';
import type { IconName } from '../parts/icon';

export type Lead = Named & { state: LeadState };

/** A question that must be answered before something is done with the leads. */
export type Asking = 'follow-up' | 'book' | 'dismiss' | 'assign';

export interface Question {
  ask: Asking;
  leads: readonly Lead[];
  /** The lead to go on with. */
  next?: string | undefined;
}

/** A candidate of a card that is to become the rule for all alerts like it (N1). */
export interface RuleQuestion {
  ask: 'rule';
  standard: { trade: string; id: string; label: string };
  jobType: Ref;
  businessUnit: Ref;
}

/** What lies over the desk. */
export const over = signal<
  Question | RuleQuestion | { ask: 'filters' | 'help' | 'palette' } | undefined
>(undefined);

export interface Act {
  /** One key, as the help sheet lists it. */
  key: string;
  label: string;
  icon: IconName;
  /** Of a lead in one of these states. */
  of: readonly LeadState[];
  /** One at a time. */
  single?: boolean;
  /** `next`: the lead to go on with. */
  run(leads: readonly Lead[], next?: string): void;
}

const ask = (what: Asking) => (leads: readonly Lead[], next?: string) => {
  over.value = { ask: what, leads, next };
};

const open: readonly LeadState[] = ['new', 'accepted', 'follow_up'];

/** Everything that is done with leads: the keys, the buttons of the card, the palette and the help. */
export const acts: readonly Act[] = [
  {
    key: 'a',
    label: 'Accept',
    icon: 'check',
    of: ['new', 'follow_up'],
    run: (leads, next) => act([{ type: 'accept_lead' }], leads, 'Accepted', next),
  },
  { key: 'b', label: 'Book', icon: 'accepted', of: open, single: true, run: ask('book') },
  { key: 'f', label: 'Follow up', icon: 'clock', of: open, run: ask('follow-up') },
  { key: 'd', label: 'Dismiss', icon: 'ban', of: open, run: ask('dismiss') },
  {
    key: 's',
    label: 'Assign',
    icon: 'person',
    of: ['new', 'accepted', 'follow_up', 'booked', 'dismissed'],
    run: ask('assign'),
  },
  {
    key: 'r',
    label: 'Reopen',
    icon: 'undo',
    of: ['accepted', 'follow_up', 'booked', 'dismissed'],
    run: (leads) => act([{ type: 'reopen_lead' }], leads, 'New again'),
  },
];

/** Those of the leads that it can be done with. */
export const fitting = ({ of, single }: Act, leads: readonly Lead[]) =>
  single && leads.length > 1 ? [] : leads.filter(({ state }) => of.includes(state));

/** Keys that do something else, as the help sheet lists them. */
export const moves: readonly { keys: readonly string[]; label: string }[] = [
  { keys: ['J', 'K'], label: 'Next and previous lead' },
  { keys: ['Enter'], label: 'To the card' },
  { keys: ['Esc'], label: 'Back to the list' },
  { keys: ['X'], label: 'Pick the lead for something with several' },
  { keys: ['1', '…', '9'], label: 'Pick a candidate of the card' },
  { keys: ['U'], label: 'Take back the last thing, one by one' },
  { keys: ['Shift', 'U'], label: 'Do it again' },
  { keys: ['/'], label: 'Search the leads' },
  { keys: ['Ctrl', 'K'], label: 'Everything by its name' },
  { keys: ['?'], label: 'These keys' },
];

/** Keys that need no lead. */
export const others: Record<string, () => void> = {
  u: undo,
  z: undo,
  U: redo,
  '?': () => {
    over.value = { ask: 'help' };
  },
};
