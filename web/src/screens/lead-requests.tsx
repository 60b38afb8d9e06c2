import type { LeadCard, Request } from 'leadloom';
import { answer } from '../core';
import { Panel } from '../parts/facts';
import { Findings } from '../parts/findings';
import { RequestText } from '../parts/request-text';
import { Created, HandOver, handedOver } from './hand-over';
import { openCard } from './lead-open';

/** What ServiceTitan receives: the office says it, once something was done with the lead. */
const requests = answer(async () => {
  const card = openCard.value?.card;
  if (!card || card.state === 'new' || card.state === 'dismissed')
    return { id: card?.id, requests: [] };
  const { asked } = await import('../office');
  return { id: card.id, requests: await asked((office) => office.requests(card.id)) };
});

/** What is said above a request. */
const sends: Record<Request['name'], { title: string; text: string }> = {
  CreateBookingRequest: {
    title: 'Booking request',
    text: 'What ServiceTitan receives for this lead as a booking.',
  },
  LeadCreateRequest: {
    title: 'Follow-up request',
    text: 'What ServiceTitan receives for this lead as a lead to follow up.',
  },
  JobCreateRequest: {
    title: 'Job request',
    text: 'What ServiceTitan receives for this lead as a job with its appointment.',
  },
};

function Sent({ card, request }: { card: LeadCard; request: Request }) {
  const { title, text } = sends[request.name];
  const handed = handedOver(card, request);
  const whole = request.findings.every(({ level }) => level !== 'error');
  return (
    <Panel title={title} wide>
      <p class="quiet">
        {text} A <code>{request.name}</code>.{' '}
        {handed ? 'It was handed over.' : 'Nothing has been sent.'}
      </p>
      <Findings findings={request.findings} />
      <RequestText
        title={title}
        method={request.method}
        path={request.path}
        json={request.json}
        fileName={`${title.split(' ')[0]?.toLowerCase()}-${card.alertId}`}
        whole={whole}
      >
        <HandOver card={card} request={request} />
      </RequestText>
      {whole && <Created card={card} request={request} />}
    </Panel>
  );
}

export function Requests({ card }: { card: LeadCard }) {
  const ready = requests.value?.id === card.id ? requests.value.requests : [];
  return (
    <>
      {ready.map((request) => (
        <Sent key={request.name} card={card} request={request} />
      ))}
    </>
  );
}
