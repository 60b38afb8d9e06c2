import { computed } from '@preact/signals';
import { command } from './core';
import { toast } from './parts/toast';
import { route } from './route';

/** The lead whose card is open. */
export const openLead = computed(() =>
  route.value.screen === 'bookings' ? route.value.lead : undefined,
);

interface Named {
  id: string;
  name: string;
}

/** The button that was pressed goes with the command: focus moves to its card, not to nowhere. */
function keepFocus() {
  const card = document.getElementById('lead-card');
  if (card?.contains(document.activeElement)) card.focus();
}

export async function accept(lead: Named) {
  if (!(await command({ type: 'accept_lead', lead: lead.id }))) return;
  toast(`Accepted: ${lead.name}.`, () => reopen(lead));
  keepFocus();
}

export async function reopen(lead: Named) {
  if (!(await command({ type: 'reopen_lead', lead: lead.id }))) return;
  toast(`New again: ${lead.name}.`);
  keepFocus();
}
