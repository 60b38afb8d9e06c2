import { signal } from '@preact/signals';
import type { DeskChange, LeadState, Ref } from 'leadloom';
import { allowed } from '../core';
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
  /** The command that it ends in. */
  does: DeskChange['type'];
  /** One at a time. */
  single?: boolean;
  /** `next`: the lead to go on with. */
  run(leads: readonly Lead[], next?: string): void;
}

const ask = (what: Asking) => (leads: readonly Lead[], next?: string) => {
  over.value = { ask: what, leads, next };
};

/** Everything that is done with leads: the keys, the buttons of the card, the palette and the help. */
export const acts: readonly Act[] = [
  {
    key: 'a',
    label: 'Accept',
    icon: 'check',
    does: 'accept_lead',
    run: (leads, next) => act([{ type: 'accept_lead' }], leads, 'Accepted', next),
  },
  { key: 'b', label: 'Book', icon: 'accepted', does: 'book_lead', single: true, run: ask('book') },
  { key: 'f', label: 'Follow up', icon: 'clock', does: 'follow_up_lead', run: ask('follow-up') },
  { key: 'd', label: 'Dismiss', icon: 'ban', does: 'dismiss_lead', run: ask('dismiss') },
  {
    key: 's',
    label: 'Assign',
    icon: 'person',
    does: 'assign_lead',
    run: ask('assign'),
  },
  {
    key: 'r',
    label: 'Reopen',
    icon: 'undo',
    does: 'reopen_lead',
    run: (leads) => act([{ type: 'reopen_lead' }], leads, 'New again'),
  },
];

/** Whether the core lets a command be done with a lead in a state. */
export const may = (type: DeskChange['type'], state: LeadState) =>
  allowed.value?.[state].includes(type) ?? false;

/** Those of the leads that it can be done with. */
export const fitting = ({ does, single }: Act, leads: readonly Lead[]) =>
  single && leads.length > 1 ? [] : leads.filter(({ state }) => may(does, state));

/** Keys that do something else, as the help sheet lists them. */
export const moves: readonly { keys: readonly string[]; label: string }[] = [
  { keys: ['J', 'K'], label: 'Next and previous lead, as the arrows' },
  { keys: ['Home', 'End'], label: 'First and last lead; a page with PgUp and PgDn' },
  { keys: ['Enter'], label: 'To the card' },
  { keys: ['Esc'], label: 'Back to the list' },
  { keys: ['X'], label: 'Pick the lead for something with several, as Ctrl and a click' },
  { keys: ['Shift', 'click'], label: 'Pick all up to there' },
  { keys: ['1', '…', '9'], label: 'Pick a candidate of the card' },
  { keys: ['C'], label: 'Find the customer' },
  { keys: ['U', 'Z'], label: 'Take back the last thing, one by one' },
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
