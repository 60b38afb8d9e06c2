import { useSignal } from '@preact/signals';
import type { LeadCard, Request } from 'leadloom';
import { act } from '../desk';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { handOverTo } from '../sign-in';

/** How long an endpoint may take. */
const patience = 30_000;

/**
 * Hands a request to the endpoint that the host has named. The key is the same for the same request of
 * the same lead, so that an endpoint that has it does nothing twice.
 */
async function send(address: string, lead: string, request: Request): Promise<void> {
  const { name, method, path, json } = request;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `"${lead} ${name}"` },
    // The request as it is: a number that JavaScript reads may be another id.
    body: `${JSON.stringify({ lead, name, method, path }).slice(0, -1)},"request":${json}}`,
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
}

export function HandOver({ card, request }: { card: LeadCard; request: Request }) {
  const under = useSignal(false);
  const address = handOverTo.value;
  if (!address) return null;
  const { id, contact, handling } = card;
  const done = handling.handedOver?.includes(request.name);
  const hand = async () => {
    if (under.value || done) return;
    under.value = true;
    try {
      await send(address, id, request);
      await act(
        [{ type: 'hand_over_lead', request: request.name }],
        [{ id, name: contact.name ?? 'lead without a name' }],
        'Handed over',
      );
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      toast(`It was not handed over, and can be tried again. ${why}`);
    } finally {
      under.value = false;
    }
  };
  return (
    <button
      type="button"
      class="button button-small"
      aria-disabled={under.value || done}
      onClick={hand}
    >
      <Icon name={done ? 'done' : 'external'} />
      {done ? 'Handed over' : under.value ? 'Handing over' : 'Hand over'}
    </button>
  );
}
