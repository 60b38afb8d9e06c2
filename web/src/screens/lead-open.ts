import { signal } from '@preact/signals';
import type { FoundCustomer } from 'leadloom';
import { answer, core } from '../core';
import { openLead } from '../desk';

/** Whom a lead's contact matched by itself: conditions on the customer's type hold then (N2). */
export const matched = signal<{ lead: string; customer: FoundCustomer } | undefined>(undefined);

/** The card of the open lead; none for a lead that there is not. */
export const openCard = answer(async () => {
  const id = openLead.value;
  if (id === undefined) return undefined;
  const found = matched.value?.lead === id ? { customer: matched.value.customer } : {};
  return { id, card: await core.lead(id, found) };
});
