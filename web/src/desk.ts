import { computed, effect } from '@preact/signals';
import { command, core, openings } from './core';
import { toast, undoOffered } from './parts/toast';
import { href, route, swap } from './route';

/** The lead whose card is open. */
export const openLead = computed(() =>
  route.value.screen === 'bookings' ? route.value.lead : undefined,
);

interface Named {
  id: string;
  name: string;
}

/** A command of this page on a lead. */
interface Done {
  type: 'accept_lead' | 'reopen_lead';
  lead: Named;
}

/** What Z takes back, the newest last. */
const done: Done[] = [];

effect(() => {
  openings.value;
  done.length = 0;
});

const other = { accept_lead: 'reopen_lead', reopen_lead: 'accept_lead' } as const;
const says = { accept_lead: 'Accepted', reopen_lead: 'New again' } as const;

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

const show = (lead: string) => swap({ screen: 'bookings', lead });

/** Does it, and lets Z take it back; the lead `next` opens if this one was open. */
function act(type: Done['type'], lead: Named, next?: string): Promise<void> {
  return once(async () => {
    if (!(await command({ type, lead: lead.id }))) return;
    const entry: Done = { type, lead };
    done.push(entry);
    keepFocus();
    const goesOn = next !== undefined && openLead.peek() === lead.id;
    if (goesOn) show(next);
    const link = { text: 'Show', href: href({ screen: 'bookings', lead: lead.id }) };
    toast(`${says[type]}: ${lead.name}.`, () => takeBack(entry), goesOn ? link : undefined);
  });
}

/** Accepts a lead and goes on with the next one. */
export const accept = (lead: Named, next?: string) => act('accept_lead', lead, next);

export const reopen = (lead: Named) => act('reopen_lead', lead);

function takeBack(entry: Done): Promise<void> {
  return once(async () => {
    const index = done.lastIndexOf(entry);
    if (index < 0) return;
    done.splice(index, 1);
    const { lead } = entry;
    const type = other[entry.type];
    if (!(await command({ type, lead: lead.id }))) return;
    keepFocus();
    // The desk is where it was before.
    if (openLead.peek() !== undefined) show(lead.id);
    toast(`${says[type]}: ${lead.name}.`);
  });
}

/** For the key Z: what a message on the screen offers, else the newest command, one by one. */
export function undo() {
  const newest = done.at(-1);
  if (!busy && !undoOffered() && newest) takeBack(newest);
}
