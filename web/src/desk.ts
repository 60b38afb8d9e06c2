import { computed, effect, signal } from '@preact/signals';
import type { DeskChange, LeadState } from 'leadloom';
import { command, core, openings, refusal } from './core';
import { toast, undoOffered } from './parts/toast';
import { href, route, swap } from './route';

/** The lead whose card is open. */
export const openLead = computed(() =>
  route.value.screen === 'bookings' ? route.value.lead : undefined,
);

export interface Named {
  id: string;
  name: string;
}

/** Leads that were picked for something with several, by id. What is done with them leaves. */
export const picked = signal<ReadonlyMap<string, Named & { state: LeadState }>>(new Map());

function leave(leads: readonly Named[]) {
  const gone = new Set(leads.map(({ id }) => id));
  picked.value = new Map([...picked.peek()].filter(([id]) => !gone.has(id)));
}

type Unnamed<C> = C extends DeskChange ? Omit<C, 'lead'> : never;

/** What is done with a lead, or with several. */
export type Change = Unnamed<DeskChange>;

/** What this page did, with one lead or several. */
interface Done {
  leads: Named[];
  /** As the message said it. */
  said: string;
}

/** What U takes back, the newest last, and what was taken back. */
const history: Done[] = [];
const takenBack: Done[] = [];

effect(() => {
  openings.value;
  history.length = 0;
  takenBack.length = 0;
});

let busy = false;

/** One command at a time, each on what the page shows: a key that is pressed twice acts once. */
async function once(work: () => Promise<void>): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    await work();
    // The core answers in order: by then everything shows what the command has changed.
    await core.version();
  } catch {
    // Whoever asked the core has said so.
  } finally {
    busy = false;
  }
}

/** The button that was pressed goes with the command: focus moves to its card, not to nowhere. */
function keepFocus() {
  const card = document.getElementById('lead-card');
  if (card?.contains(document.activeElement)) card.focus();
}

const addressOf = (lead: string) => {
  const at = route.peek();
  return { screen: 'bookings', lead, ...(at.screen === 'bookings' && at) } as const;
};

/** Which list is shown. */
const listOf = () => {
  const at = route.peek();
  return at.screen === 'bookings' ? at.search : undefined;
};

const show = (lead: string) => swap({ ...addressOf(lead), lead });

const names = ([first, ...others]: readonly Named[]) =>
  others.length === 0 ? (first?.name ?? '') : `${others.length + 1} leads`;

/** Does it with each; answers those that it was done with, once for each step. */
async function each(
  leads: readonly Named[],
  changesOf: (lead: string) => Promise<readonly Change[]> | readonly Change[],
): Promise<Named[][]> {
  const reached: Named[][] = [];
  for (const lead of leads) {
    const steps: Named[] = [];
    const changes = await changesOf(lead.id);
    for (const change of changes) {
      if (!(await command({ ...change, lead: lead.id } as DeskChange))) break;
      steps.push(lead);
    }
    if (steps.length === changes.length) reached.push(steps);
  }
  return reached;
}

/** Whoever takes a lead up takes the customer that it was matched with as well (M16). */
const takesUp = new Set<Change['type']>(['accept_lead', 'follow_up_lead', 'book_lead']);

async function withCustomer(changes: readonly Change[], lead: string): Promise<readonly Change[]> {
  if (!changes.some(({ type }) => takesUp.has(type))) return changes;
  const { linkOf } = await import('./customers');
  // A lead goes on without its customer.
  const link = await linkOf(lead).catch(() => undefined);
  return link ? [...changes, link] : changes;
}

/**
 * Does something with leads, each change of it, says so, and lets U take it back. The lead `next` opens
 * if one of them was open. Answers whether it was done.
 */
export async function act(
  changes: readonly Change[],
  leads: readonly Named[],
  says: string,
  next?: string,
): Promise<boolean> {
  let did = false;
  await once(async () => {
    const began = listOf();
    const done = await each(leads, (lead) => withCustomer(changes, lead));
    const reached = done.flatMap(([lead]) => lead ?? []);
    if (reached.length === 0) return;
    did = true;
    leave(reached);
    // A step back for each change: they are taken back together.
    const entry: Done = { leads: done.flat(), said: `${says}: ${names(reached)}` };
    history.push(entry);
    takenBack.length = 0;
    keepFocus();
    const open = openLead.peek();
    // Not for who has gone to another list meanwhile.
    const stayed = listOf() === began;
    const goesOn = stayed && next !== undefined && reached.some(({ id }) => id === open);
    if (goesOn) show(next);
    const [first] = reached;
    const link = first && { text: 'Show', href: href({ screen: 'bookings', lead: first.id }) };
    toast(`${entry.said}.`, () => takeBack(entry), goesOn ? link : undefined);
  });
  return did;
}

function walk(
  entry: Done,
  from: Done[],
  to: Done[],
  type: 'undo_lead' | 'redo_lead',
  says: string,
) {
  return once(async () => {
    const index = from.lastIndexOf(entry);
    if (index < 0) return;
    from.splice(index, 1);
    if ((await each(entry.leads, () => [{ type }])).length === 0) {
      // Nothing was done with it before, which is no fault.
      if (entry.said === earlierStep) refusal.value = undefined;
      return;
    }
    to.push(entry);
    keepFocus();
    // The desk is where it was before.
    const [first] = entry.leads;
    if (first && openLead.peek() !== undefined) show(first.id);
    toast(`${says}: ${entry.said}.`);
  });
}

const takeBack = (entry: Done) => walk(entry, history, takenBack, 'undo_lead', 'Taken back');

const earlierStep = 'the last step';

/** What was done with the open lead before this page was opened. */
function earlier(): Done | undefined {
  const id = openLead.peek();
  const entry = id && { leads: [{ id, name: earlierStep }], said: earlierStep };
  if (entry) history.push(entry);
  return entry || undefined;
}

/**
 * For the keys U and Z: what a message on the screen offers, else the newest, one by one, and then what
 * was done with the open lead, whoever did it.
 */
export function undo() {
  if (busy || undoOffered()) return;
  const newest = history.at(-1) ?? earlier();
  if (newest) takeBack(newest);
}

/** What was taken back last. */
export function redo() {
  const newest = takenBack.at(-1);
  if (!busy && newest) walk(newest, takenBack, history, 'redo_lead', 'Done again');
}
