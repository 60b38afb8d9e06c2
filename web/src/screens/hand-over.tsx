import { useSignal } from '@preact/signals';
import type { LeadCard, Request } from 'leadloom';
import { act } from '../desk';
import { hashOf } from '../documents';
import { Icon } from '../parts/icon';
import { toast } from '../parts/toast';
import { handOverTo } from '../sign-in';

/** How long an endpoint may take. */
const patience = 30_000;

/** Whether ServiceTitan has a request, and what it has created. */
export const handedOver = ({ handling }: LeadCard, { name }: Request) =>
  handling.handedOver?.find(({ request }) => request === name);

const named = ({ id, contact }: LeadCard) => ({ id, name: contact.name ?? 'lead without a name' });

/** The id in an endpoint's answer: ServiceTitan's own answers have one, with all its digits. */
const idIn = (answer: string) => /"id"\s*:\s*"?(\d+)/.exec(answer)?.[1];

/**
 * Hands a request to the endpoint that the host has named. The key is the same for the same request of
 * the same lead, so that an endpoint that has it does nothing twice. Answers the id of what it created,
 * where the endpoint says it.
 */
async function send(address: string, lead: string, request: Request): Promise<string | undefined> {
  const { name, method, path, json } = request;
  const hash = (await hashOf(new TextEncoder().encode(json))) ?? String(json.length);
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `"${encodeURIComponent(lead)} ${name} ${hash.slice(0, 16)}"`,
    },
    // The request as it is: a number that JavaScript reads may be another id.
    body: `${JSON.stringify({ lead, name, method, path }).slice(0, -1)},"request":${json}}`,
    signal: AbortSignal.timeout(patience),
  });
  if (!answer.ok) throw new Error(`It answered ${answer.status}.`);
  return idIn(await answer.text().catch(() => ''));
}

export function HandOver({ card, request }: { card: LeadCard; request: Request }) {
  const under = useSignal(false);
  const address = handOverTo.value;
  if (!address) return null;
  const done = handedOver(card, request) !== undefined;
  const hand = async () => {
    if (under.value || done) return;
    under.value = true;
    try {
      const id = await send(address, card.id, request);
      await act(
        [{ type: 'hand_over_lead', request: request.name, ...(id && { id }) }],
        [named(card)],
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

const creates: Record<Request['name'], string> = {
  CreateBookingRequest: 'booking',
  LeadCreateRequest: 'lead',
  JobCreateRequest: 'job',
};

/** What a request has created in ServiceTitan: the requests after it name it. */
export function Created({ card, request }: { card: LeadCard; request: Request }) {
  const what = creates[request.name];
  const known = handedOver(card, request)?.id;
  if (known)
    return (
      <p class="quiet">
        The {what} in ServiceTitan is <span class="id">{known}</span>.
      </p>
    );
  if (request.name === 'JobCreateRequest') return null;
  return (
    <form
      class="row created"
      onSubmit={(event) => {
        event.preventDefault();
        const id = String(new FormData(event.currentTarget).get('id')).trim();
        if (!id) return;
        act([{ type: 'hand_over_lead', request: request.name, id }], [named(card)], 'Noted');
      }}
    >
      <label>
        Number of the {what} in ServiceTitan, once it is there{' '}
        <input class="input" name="id" inputMode="numeric" pattern="\d+" autocomplete="off" />
      </label>
      <button type="submit" class="button button-small">
        Note it
      </button>
    </form>
  );
}
