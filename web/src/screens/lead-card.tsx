import type { Address, Candidate, LeadCard, Reason, Request } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { answer, core, customersRead } from '../core';
import { act, openLead } from '../desk';
import { roleName } from '../me';
import { Copy } from '../parts/copy';
import { Download } from '../parts/download';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { SeverityTag, Tag } from '../parts/tag';
import { href } from '../route';
import { absolute, now, relative } from '../time';
import { acts, fitting, type Lead, over } from './lead-acts';
import { filter, searchOf } from './lead-filters';

/** The card of the open lead; none for a lead that there is not. */
export const openCard = answer(async () => {
  const id = openLead.value;
  return id === undefined ? undefined : { id, card: await core.lead(id) };
});

/** What ServiceTitan receives: the office says it, once something was done with the lead. */
const requests = answer(async () => {
  const card = openCard.value?.card;
  if (!card || card.state === 'new' || card.state === 'dismissed')
    return { id: card?.id, requests: [] };
  const { askedOfLead } = await import('../office');
  return { id: card.id, requests: await askedOfLead((office) => office.requests(card.id)) };
});

const pickPair = (card: LeadCard, { jobType, businessUnit }: Candidate) =>
  act(
    [{ type: 'fill_in_lead', jobType: jobType.id, businessUnit: businessUnit.id }],
    [{ id: card.id, name: card.contact.name ?? 'lead without a name' }],
    `${jobType.name} at ${businessUnit.name}`,
  );

const isOpen = ({ state }: LeadCard) =>
  state === 'new' || state === 'accepted' || state === 'follow_up';

/** Picks a candidate of the open card by its number; false where there is none. */
export function pickCandidate(key: string): boolean {
  const card = openCard.peek()?.card;
  const candidate = /^[1-9]$/.test(key) ? card?.resolution.candidates[Number(key) - 1] : undefined;
  if (!card || !candidate?.bookable || !isOpen(card) || !asks(card)) return false;
  void pickPair(card, candidate);
  return true;
}

/** Whether somebody has to choose: nothing was filled in, or what is there was picked. */
const asks = ({ resolution }: LeadCard) =>
  !(resolution.jobType && resolution.businessUnit) ||
  resolution.reasons.some(({ code }) => code === 'picked');

/** `tight`: short names, long values. */
function Facts({ tight, children }: { tight?: boolean; children: ComponentChildren }) {
  return <dl class={tight ? 'facts facts-tight' : 'facts'}>{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Panel(props: { title: string; wide?: boolean; children: ComponentChildren }) {
  return (
    <section class={props.wide ? 'panel panel-wide' : 'panel'}>
      <h3>{props.title}</h3>
      {props.children}
    </section>
  );
}

function Moment({ iso }: { iso: string }) {
  return (
    <time dateTime={iso}>
      {absolute(iso)} <span class="quiet">{relative(iso)}</span>
    </time>
  );
}

const written = ({ street, unit, city, state, zip, country }: Address) =>
  [[street, unit].filter(Boolean).join(', '), city, [state, zip].filter(Boolean).join(' '), country]
    .filter(Boolean)
    .join(', ');

function Contact({ contact }: { contact: LeadCard['contact'] }) {
  const { phone, email } = contact;
  const address = contact.address && written(contact.address);
  return (
    <Panel title="Contact">
      <Facts tight>
        <Fact name="Phone">
          {phone ? (
            <span class="with-copy">
              <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
              <Copy text={phone} what="phone number" />
            </span>
          ) : (
            <span class="quiet">Not given</span>
          )}
        </Fact>
        <Fact name="E-mail">
          {email ? (
            <span class="with-copy">
              <a href={`mailto:${encodeURIComponent(email).replace('%40', '@')}`}>{email}</a>
              <Copy text={email} what="e-mail address" />
            </span>
          ) : (
            <span class="quiet">Not given</span>
          )}
        </Fact>
        <Fact name="Address">
          {address ? (
            <span class="with-copy">
              {address}
              <Copy text={address} what="address" />
            </span>
          ) : (
            <span class="quiet">Not given</span>
          )}
        </Fact>
      </Facts>
    </Panel>
  );
}

const matches = {
  exact: { tone: 'ok', icon: 'done', word: 'Exact match' },
  several: { tone: 'warn', icon: 'warning', word: 'Several possible' },
  none: { tone: 'plain', icon: 'open', word: 'No match' },
  linked: { tone: 'ok', icon: 'done', word: 'Linked' },
} as const;

function Customer({ customer }: { customer: LeadCard['customer'] }) {
  if (!customersRead.value) {
    return (
      <Panel title="Customer">
        <p class="quiet">Customers are being read.</p>
      </Panel>
    );
  }
  const { tone, icon, word } = matches[customer.match];
  return (
    <Panel title="Customer">
      <p class="tags">
        <Tag tone={tone} icon={icon}>
          {word}
        </Tag>
        {customer.doNotService && (
          <Tag tone="bad" icon="ban">
            Do not service
          </Tag>
        )}
      </p>
      {customer.name && (
        <p class="strong">
          {customer.name}
          {customer.id && <span class="quiet id"> {customer.id}</span>}
        </p>
      )}
      <p>{customer.text}</p>
    </Panel>
  );
}

function Device({ card }: { card: LeadCard }) {
  const { device, account, profile, details } = card;
  return (
    <Panel title="Alert">
      <Facts>
        <Fact name="Submitted">
          {card.submittedOn ? (
            <Moment iso={card.submittedOn} />
          ) : (
            <span class="quiet">No date given</span>
          )}
        </Fact>
        <Fact name="Scheduled">
          {card.scheduledOn ? (
            <Moment iso={card.scheduledOn} />
          ) : (
            <span class="quiet">No date given</span>
          )}
        </Fact>
        {(device?.name ?? device?.id) && (
          <Fact name="Device">
            {device?.name ?? device?.id}
            {device?.name && device.id && <span class="quiet id"> {device.id}</span>}
          </Fact>
        )}
        {device?.placement && <Fact name="Placement">{device.placement}</Fact>}
        {card.severityAsSent && <Fact name="Severity as sent">{card.severityAsSent}</Fact>}
        {account && <Fact name="Account">{account.name}</Fact>}
        {profile && <Fact name="Profile">{profile.name}</Fact>}
        {details.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        <Fact name="Alert number">
          <span class="id">{card.alertId}</span>
        </Fact>
      </Facts>
    </Panel>
  );
}

/** What the device said before and after, and what became of it (N6). */
function Story({ episode }: { episode: NonNullable<LeadCard['episode']> }) {
  const { timeline, clearedByItself, repeats } = episode;
  return (
    <Panel title="Episode" wide>
      <p>
        {clearedByItself && (
          <Tag tone="ok" icon="done">
            Cleared by itself
          </Tag>
        )}{' '}
        {timeline.length} alerts of this device
        {repeats > 0 && `, ${repeats} of them kept from the list because they repeat this one`}.
      </p>
      <ol class="timeline">
        {timeline.map(({ step, at, severity, alertId }) => (
          <li key={alertId} class={step === 'cleared' ? 'timeline-over' : undefined}>
            <strong>{step}</strong>{' '}
            {at ? <Moment iso={at} /> : <span class="quiet">No date given</span>}{' '}
            <span class="quiet">
              {severity} · {alertId}
            </span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Open({ children }: { children: string }) {
  return (
    <span class="line-open">
      <Icon name="open" /> {children}
    </span>
  );
}

type Field = 'job' | 'campaign' | 'priority';

/** Which field a reason explains. Codes not named here are about the job. */
const explains: Record<string, Field> = {
  no_campaign: 'campaign',
  unknown_campaign: 'campaign',
  inactive_campaign: 'campaign',
  campaign: 'campaign',
  priority_of_job_type: 'priority',
  priority_by_severity: 'priority',
};

function Because({ reasons, field }: { reasons: readonly Reason[]; field: Field }) {
  return reasons
    .filter(({ code }) => (explains[code] ?? 'job') === field)
    .map(({ code, text }) => (
      <span class="because" key={code}>
        {text}
      </span>
    ));
}

function Job({ card }: { card: LeadCard }) {
  const { resolution } = card;
  const { jobType, businessUnit, campaign, priority, reasons } = resolution;
  return (
    <Panel title="Job" wide>
      <Facts>
        <Fact name="Standard job type">{card.standardJobType.label}</Fact>
        <Fact name="Job type">
          {jobType ? <strong>{jobType.name}</strong> : <Open>Left open</Open>}
        </Fact>
        <Fact name="Business unit">
          {businessUnit ? <strong>{businessUnit.name}</strong> : <Open>Left open</Open>}
          <Because reasons={reasons} field="job" />
        </Fact>
        <Fact name="Campaign">
          {campaign?.name ?? <Open>Not filled in</Open>}
          <Because reasons={reasons} field="campaign" />
        </Fact>
        <Fact name="Priority">
          {priority}
          <Because reasons={reasons} field="priority" />
        </Fact>
      </Facts>
      {asks(card) && isOpen(card) && <Candidates card={card} />}
    </Panel>
  );
}

/** What the lead could be, ranked: picked for this one, or made the rule for all like it (N1). */
function Candidates({ card }: { card: LeadCard }) {
  const { candidates, jobType, businessUnit } = card.resolution;
  if (candidates.length === 0) {
    return (
      <p class="note">
        Nothing to choose from yet. <a href={href({ screen: 'mapping' })}>Map this job type</a>
      </p>
    );
  }
  return (
    <div class="candidates">
      <h4>
        What it could be, most likely first{' '}
        <a class="aside-link" href={href({ screen: 'mapping' })}>
          Change the mapping
        </a>
      </h4>
      <ol>
        {candidates.map((candidate, index) => {
          const { bookable, why } = candidate;
          const pair = `${candidate.jobType.name} at ${candidate.businessUnit.name}`;
          const taken =
            jobType?.id === candidate.jobType.id && businessUnit?.id === candidate.businessUnit.id;
          return (
            <li
              key={`${candidate.jobType.id} ${candidate.businessUnit.id}`}
              class={bookable ? '' : 'candidate-off'}
            >
              <span class="candidate-pair">
                <strong>{candidate.jobType.name}</strong>
                <span>{candidate.businessUnit.name}</span>
              </span>
              {bookable ? (
                <Tag tone="ok" icon="done">
                  Can be booked
                </Tag>
              ) : (
                <Tag tone="bad" icon="ban">
                  Cannot be booked
                </Tag>
              )}
              {why.length > 0 && <span class="candidate-why">{why.join(' ')}</span>}
              {bookable && (
                <span class="candidate-acts">
                  {taken ? (
                    <Tag tone="accent" icon="check">
                      Picked
                    </Tag>
                  ) : (
                    <button
                      type="button"
                      class="button button-small"
                      aria-keyshortcuts={index < 9 ? `${index + 1}` : undefined}
                      onClick={() => pickPair(card, candidate)}
                    >
                      Use<span class="unseen"> {pair}</span>{' '}
                      {index < 9 && (
                        <span class="key" aria-hidden="true">
                          {index + 1}
                        </span>
                      )}
                    </button>
                  )}
                  <button
                    type="button"
                    class="link"
                    onClick={() => {
                      over.value = {
                        ask: 'rule',
                        standard: card.standardJobType,
                        jobType: candidate.jobType,
                        businessUnit: candidate.businessUnit,
                      };
                    }}
                  >
                    Make it the rule<span class="unseen"> for {pair}</span>
                  </button>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Reminder({ card }: { card: LeadCard }) {
  const words = card.opener;
  return (
    <aside class="reminder" aria-label="Before you call">
      <Icon name="note" />
      <div>
        <p class="strong">{card.reminder}</p>
        <blockquote class="opener">{words}</blockquote>
      </div>
      <Copy text={words} what="call opener" />
    </aside>
  );
}

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
  return (
    <Panel title={title} wide>
      <p class="quiet">
        {text} A <code>{request.name}</code>. Nothing has been sent.
      </p>
      <div class="request">
        <div class="request-head">
          <code>
            <strong>{request.method}</strong> {request.path}
          </code>
          <span class="actions">
            <Copy text={request.json} what={title.toLowerCase()} label="Copy" />
            <Download
              type="application/json"
              label="Download"
              file={() => ({
                name: `${title.split(' ')[0]?.toLowerCase()}-${card.alertId.replace(/[^\w.-]+/g, '_')}.json`,
                text: request.json,
              })}
            />
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
        <pre tabIndex={0} role="region" aria-label={`${title} as JSON`}>
          {request.json}
        </pre>
      </div>
      <Findings findings={request.findings} />
    </Panel>
  );
}

const stateTags = {
  new: { tone: 'accent', icon: 'clock', word: 'New' },
  accepted: { tone: 'ok', icon: 'accepted', word: 'Accepted' },
  follow_up: { tone: 'warn', icon: 'clock', word: 'Follow-up' },
  booked: { tone: 'ok', icon: 'done', word: 'Booked' },
  dismissed: { tone: 'plain', icon: 'ban', word: 'Dismissed' },
} as const;

/** Whether somebody has answered in time, or how long there is. */
function Clock({ card }: { card: LeadCard }) {
  const { respondBy, handling, submittedOn } = card;
  if (!respondBy || !submittedOn) return null;
  const answered = handling.firstResponseAt;
  const until = Date.parse(answered ?? new Date(now.value).toISOString());
  const late = until > Date.parse(respondBy);
  if (!answered && card.state !== 'new') return null;
  const minutes = Math.max(0, Math.round((until - Date.parse(submittedOn)) / 60_000));
  return (
    <Tag tone={late ? 'bad' : answered ? 'ok' : 'warn'} icon="clock">
      {answered
        ? `Answered after ${minutes} min${late ? ', late' : ''}`
        : late
          ? 'Overdue'
          : `Answer ${relative(respondBy)}`}
    </Tag>
  );
}

/** What was agreed, and the way into a calendar. */
function Agreed({ card }: { card: LeadCard }) {
  const { followUpOn, note, start, end, reason, assignedTo } = card.handling;
  if (!followUpOn && !start && !reason && !assignedTo) return null;
  return (
    <div class="agreed card-agreed">
      <Facts tight>
        {followUpOn && (
          <Fact name="Call again">
            <Moment iso={followUpOn} />
          </Fact>
        )}
        {note && <Fact name="Note">{note}</Fact>}
        {start && (
          <Fact name="Visit from">
            <Moment iso={start} />
          </Fact>
        )}
        {end && <Fact name="to">{absolute(end)}</Fact>}
        {reason && <Fact name="Dismissed because">{reason}</Fact>}
        {assignedTo && <Fact name="Assigned to">{assignedTo}</Fact>}
      </Facts>
      {(followUpOn || start) && (
        <Download
          type="text/calendar"
          label="Calendar"
          file={async () => {
            const { asked } = await import('../office');
            const file = await asked((office) => office.calendar(card.id));
            return file ?? { name: 'lead.ics', text: '' };
          }}
        />
      )}
    </div>
  );
}

export function LeadCardView(props: {
  card: LeadCard | undefined;
  run(key: string, leads: readonly Lead[]): boolean;
}) {
  const { card, run } = props;
  if (!card) {
    return (
      <div class="card">
        <BackLink />
        <h2>No such lead</h2>
        <p>It may belong to files that are not open any more.</p>
        <p>
          <a class="button" href={href({ screen: 'bookings' })}>
            Show all leads
          </a>
        </p>
      </div>
    );
  }
  const name = card.contact.name || 'Name not given';
  const lead: Lead = { id: card.id, name, state: card.state };
  const ready = requests.value?.id === card.id ? requests.value.requests : [];
  const { tone, icon, word } = stateTags[card.state];
  const fit = acts.filter((one) => fitting(one, [lead]).length > 0);
  const { by, at } = card.handling;
  return (
    <article class="card">
      <BackLink />
      <header class="card-head">
        <div>
          <h2>{name}</h2>
          <p class="card-sub">
            <strong>{card.alertType}</strong>
            <span class="card-from">
              <Mark mark={card.integration.mark} />
              {card.integration.name}
            </span>
            <span>{relative(card.submittedOn)}</span>
          </p>
          <p class="tags">
            <SeverityTag severity={card.severity} />
            <Tag tone={tone} icon={icon}>
              {word}
            </Tag>
            <Clock card={card} />
            {by && at && (
              <span class="quiet accepted-by">
                by {by.name} ({roleName(by.role)}), {absolute(at)}
              </span>
            )}
          </p>
        </div>
        <div class="card-act" role="group" aria-label={`What to do with ${name}`}>
          {fit.map(({ key, label, icon: sign }, index) => (
            <button
              key={key}
              type="button"
              class={index === 0 && card.state !== 'booked' ? 'button button-main' : 'button'}
              aria-keyshortcuts={key.toUpperCase()}
              onClick={() => run(key, [lead])}
            >
              {index > 0 && <Icon name={sign} />}
              {label}{' '}
              <span class="key" aria-hidden="true">
                {key.toUpperCase()}
              </span>
            </button>
          ))}
        </div>
      </header>
      <Agreed card={card} />
      {isOpen(card) && <Reminder card={card} />}
      {card.remarks.length > 0 && (
        <ul class="remarks">
          {card.remarks.map(({ code, text }) => (
            <li key={code}>
              <Icon name="warning" />
              {text}
            </li>
          ))}
        </ul>
      )}
      <div class="panels">
        {ready.map((request) => (
          <Sent key={request.name} card={card} request={request} />
        ))}
        <Contact contact={card.contact} />
        <Customer customer={card.customer} />
        <Job card={card} />
        <Device card={card} />
        {card.episode && <Story episode={card.episode} />}
      </div>
    </article>
  );
}

function BackLink() {
  return (
    <a class="back" href={href({ screen: 'bookings', search: searchOf(filter.value) })}>
      <Icon name="back" />
      All leads
    </a>
  );
}
