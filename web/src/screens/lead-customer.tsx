/** Whose record a lead belongs to (M16, N5). It comes with the worker that has the customers. */
import { effect, useSignal } from '@preact/signals';
import type { LeadCard } from 'leadloom';
import type {
  CreateCustomerRequest,
  CustomerMatch,
  CustomerRecord,
  CustomerSuggestion,
} from 'leadloom/customers-client';
import { answer, complete, documentsRevision } from '../core';
import {
  asked,
  attempts,
  linking,
  missing,
  problems,
  progress,
  readings,
  total,
  tryAgain,
} from '../customers';
import { act, type Change } from '../desk';
import { Panel } from '../parts/facts';
import { Findings } from '../parts/findings';
import { Missing } from '../parts/missing';
import { RequestText } from '../parts/request-text';
import { Tag } from '../parts/tag';
import { CustomerSearch, Marks } from './customer-search';
import { may } from './lead-acts';
import { EvidenceTable } from './lead-evidence';
import { matched, openCard } from './lead-open';

/** What the customers say of the open lead. */
interface Found {
  lead: string;
  /** See `readings`. */
  reading: number;
  /** Of a lead that is linked: the record, where it is still there. */
  record?: CustomerRecord | undefined;
  match?: CustomerMatch;
}

const found = answer<Found>(
  () => {
    const card = openCard.value?.card;
    if (!card || !complete.value) return undefined;
    const { id: lead, contact, customer } = card;
    // What did not arrive is said by `missing`.
    return asked(async (of): Promise<Found> => {
      const reading = readings.peek();
      if (customer?.linked && customer.id)
        return { lead, reading, record: await of.record(customer.id, { contact }) };
      return { lead, reading, match: await of.match(contact) };
    }).catch(() => ({ lead, reading: 0 }));
  },
  () => [documentsRevision.value, attempts.value],
);

/** Conditions on the customer's type hold for whom a lead matched by itself. */
effect(() => {
  const { lead, match } = found.value ?? {};
  const before = matched.peek()?.lead === lead ? matched.peek()?.customer.id : undefined;
  const one = match?.automatic ? match.suggestions[0] : undefined;
  if (!lead || before === one?.id) return;
  matched.value = one && {
    lead,
    customer: { id: one.id, type: one.type, ...(one.location && { location: one.location }) },
  };
});

const change = (card: LeadCard, to: Change, says: string) =>
  act([to], [{ id: card.id, name: card.contact.name ?? 'lead without a name' }], says);

const link = (card: LeadCard, record: CustomerRecord) =>
  change(card, linking(record), `Linked to ${record.name}`);

async function linkFound(card: LeadCard, id: string) {
  const record = await asked((of) => of.record(id, { contact: card.contact }));
  if (record) await link(card, record);
}

const line = ({ street, unit, city, state, zip }: CustomerRecord['address']) =>
  [[street, unit].filter(Boolean).join(' '), city, [state, zip].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ');

function Head({ record }: { record: CustomerRecord }) {
  return (
    <p class="customer-head">
      <strong>{record.name}</strong> <span class="quiet id">{record.id}</span>{' '}
      {record.type && <span class="quiet">{record.type}</span>} <Marks record={record} />
    </p>
  );
}

function Details({ record, place }: { record: CustomerRecord; place?: string | undefined }) {
  const location = record.locations.find(({ id }) => id === place);
  const where = line(location?.address ?? record.address);
  return (
    <ul class="customer-details quiet">
      {where && <li>{where}</li>}
      {[...record.phones, ...record.emails].map((value) => (
        <li key={value}>{value}</li>
      ))}
    </ul>
  );
}

/** Where ServiceTitan must be told at which of the customer's locations. */
function Places({ card, record }: { card: LeadCard; record: CustomerRecord }) {
  const chosen = card.customer?.location ?? '';
  if (record.locations.length === 0 || !may('link_customer', card.state)) return null;
  if (chosen && record.locations.length === 1) return null;
  return (
    <label class="customer-place">
      At which location
      <select
        class="select"
        value={chosen}
        onChange={({ currentTarget: { value } }) => {
          const { location: _, ...rest } = record;
          change(
            card,
            linking(value ? { ...rest, location: value } : rest),
            value ? 'Location chosen' : 'Location left open',
          );
        }}
      >
        <option value="">Not chosen yet</option>
        {record.locations.map(({ id, name, address }) => (
          <option key={id} value={id}>
            {[name, line(address)].filter(Boolean).join(' · ')}
          </option>
        ))}
      </select>
    </label>
  );
}

function Linked({ card, record }: { card: LeadCard; record: CustomerRecord | undefined }) {
  return (
    <>
      <p class="tags">
        <Tag tone="ok" icon="done">
          {card.customer?.automatic ? 'Matched automatically' : 'Linked'}
        </Tag>
      </p>
      {record ? (
        <>
          <Head record={record} />
          <Details record={record} place={card.customer?.location} />
          <Places card={card} record={record} />
        </>
      ) : (
        <p>
          Customer <span class="id">{card.customer?.id}</span> is in none of the open files.
        </p>
      )}
      {may('link_customer', card.state) && (
        <p>
          <button
            type="button"
            class="button button-small"
            onClick={() => change(card, { type: 'link_customer' }, 'Linked to nobody')}
          >
            Unlink
          </button>
        </p>
      )}
    </>
  );
}

/** Hints that the names of the evidence do not say. */
function Hints({ suggestion }: { suggestion: CustomerSuggestion }) {
  const { household, moved, mergedFromId } = suggestion;
  return (
    <>
      {household && (
        <Tag tone="warn" icon="person">
          Same household, another person
        </Tag>
      )}
      {moved && (
        <Tag tone="plain" icon="place">
          Another address
        </Tag>
      )}
      {mergedFromId && (
        <Tag tone="plain" icon="note">
          {mergedFromId} was merged into it
        </Tag>
      )}
    </>
  );
}

function Automatic({ card, one }: { card: LeadCard; one: CustomerSuggestion }) {
  return (
    <>
      <p class="tags">
        <Tag tone="ok" icon="done">
          Matched automatically
        </Tag>
        <Hints suggestion={one} />
      </p>
      <Head record={one} />
      <Details record={one} place={one.location} />
      <details class="why">
        <summary>Why it is this one</summary>
        <EvidenceTable evidence={one.evidence} />
      </details>
      {may('book_lead', card.state) && (
        <p class="quiet">It is linked when you accept, book or follow up.</p>
      )}
      {may('link_customer', card.state) && (
        <p>
          <button type="button" class="button button-small" onClick={() => link(card, one)}>
            Link now
          </button>
        </p>
      )}
    </>
  );
}

/** The likeliest, all that agree, and whoever else is not out of the question. */
const worthALook = ({ suggestions, reason }: CustomerMatch) => {
  const least = reason === 'several' ? 3 : 1;
  return suggestions.filter(({ probability }, at) => at < least || probability >= 0.01).slice(0, 4);
};

const percent = (probability: number) =>
  probability < 0.01 ? 'under 1 %' : `${Math.round(probability * 100)} %`;

function Suggestions({ card, match }: { card: LeadCard; match: CustomerMatch }) {
  const { suggestions, reason } = match;
  const text = card.customer ? 'The office said that it is nobody’s yet.' : match.text;
  return (
    <>
      <p class="tags">
        <Tag tone={reason === 'nobody' ? 'plain' : 'warn'} icon="open">
          Not matched
        </Tag>
      </p>
      <p>{text}</p>
      {suggestions.length > 0 && (
        <ol class="likely-customers" aria-label="Customers it could be, likeliest first">
          {worthALook(match).map((one, at) => (
            <li key={one.id}>
              <div class="suggestion-head">
                <Head record={one} />
                <span class="likely">{percent(one.probability)}</span>
              </div>
              <p class="tags">
                <Hints suggestion={one} />
              </p>
              <details class="why" open={at === 0}>
                <summary>
                  Evidence
                  <span class="when-closed">
                    : {one.evidence.map(({ words }) => words).join(', ')}
                  </span>
                </summary>
                <EvidenceTable evidence={one.evidence} />
              </details>
              {may('link_customer', card.state) && (
                <button type="button" class="button button-small" onClick={() => link(card, one)}>
                  Link<span class="unseen"> to {one.name}</span>
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

/** For somebody whom no record fits. */
function NewCustomer({ card }: { card: LeadCard }) {
  const request = useSignal<CreateCustomerRequest | undefined>(undefined);
  return (
    <details
      class="why"
      onToggle={async ({ currentTarget }) => {
        if (currentTarget.open)
          request.value = await asked((of) => of.newCustomer(card.contact)).catch(() => undefined);
      }}
    >
      <summary>New customer</summary>
      <p class="quiet">
        What creates the customer in ServiceTitan, filled in from the lead. Nothing has been sent.
      </p>
      {request.value && (
        <RequestText
          title="Customer request"
          method="POST"
          path="crm/v2/tenant/{tenant}/customers"
          json={JSON.stringify(request.value, null, 2)}
          fileName={`customer-${card.alertId}`}
        />
      )}
    </details>
  );
}

function Reading() {
  if (missing.value) {
    return (
      <Missing
        text="The customers could not be read. They need the network the first time."
        onAgain={tryAgain}
      />
    );
  }
  return (
    <label class="reading">
      <span class="quiet">Customers are being read.</span>
      <progress value={progress.value} max={1} />
    </label>
  );
}

function Answer({ card }: { card: LeadCard }) {
  const { lead, reading, record, match } = found.value ?? {};
  if (lead !== card.id || reading !== readings.value) return null;
  const decided = card.customer?.linked;
  if (decided && card.customer?.id) return <Linked card={card} record={record} />;
  const [one] = match?.suggestions ?? [];
  if (match?.automatic && one && !decided) return <Automatic card={card} one={one} />;
  return match ? <Suggestions card={card} match={match} /> : null;
}

export function Customer() {
  const card = openCard.value?.card;
  if (!card) return null;
  const read = progress.value === 1 && !missing.value;
  return (
    <Panel title="Customer">
      {!read && <Reading />}
      {read && total.value === 0 ? (
        <p class="quiet">
          No customers are open. Open an export of them with Open files, and leads are matched.
        </p>
      ) : (
        read && <Answer card={card} />
      )}
      {read && may('link_customer', card.state) && (
        <>
          {total.value > 0 && <CustomerSearch key={card.id} onPick={(id) => linkFound(card, id)} />}
          {!card.customer?.id && <NewCustomer key={`new ${card.id}`} card={card} />}
        </>
      )}
      {read && problems.value.length > 0 && (
        <details class="why">
          <summary>
            {problems.value.length === 1
              ? 'One finding in the customers’ files'
              : `${problems.value.length} findings in the customers’ files`}
          </summary>
          <Findings findings={problems.value} />
        </details>
      )}
    </Panel>
  );
}
