import type { Address, BookingRequest, LeadCard, Reason, Resolution } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { answer, core, customersRead } from '../core';
import { openLead, reopen } from '../desk';
import { roleName } from '../me';
import { Copy } from '../parts/copy';
import { Download } from '../parts/download';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { Mark } from '../parts/mark';
import { SeverityTag, Tag } from '../parts/tag';
import { href } from '../route';
import { absolute, relative } from '../time';

const booking = answer(async () => {
  const id = openLead.value;
  return id === undefined ? undefined : { id, request: await core.booking(id) };
});

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
      {!(jobType && businessUnit) && <Candidates resolution={resolution} />}
    </Panel>
  );
}

function Candidates({ resolution: { candidates } }: { resolution: Resolution }) {
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
        {candidates.map(({ jobType, businessUnit, bookable, why }) => (
          <li key={`${jobType.id} ${businessUnit.id}`} class={bookable ? '' : 'candidate-off'}>
            <span class="candidate-pair">
              <strong>{jobType.name}</strong>
              <span>{businessUnit.name}</span>
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
          </li>
        ))}
      </ol>
    </div>
  );
}

function opener({ contact, integration, alertType, device }: LeadCard): string {
  const where = device?.placement ? ` (${device.placement})` : '';
  const name = contact.name ? ` ${contact.name}` : '';
  return `Hello${name}, your ${integration.name} device${where} sent us an automatic alert: ${alertType}. Is everything all right at the house, and may we find a time to come and look at it?`;
}

function Reminder({ card }: { card: LeadCard }) {
  const words = opener(card);
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

function Booking({ card, request }: { card: LeadCard; request: BookingRequest }) {
  return (
    <Panel title="Booking request" wide>
      <p class="quiet">
        What ServiceTitan receives for this lead, a <code>CreateBookingRequest</code>. Nothing has
        been sent.
      </p>
      <div class="request">
        <div class="request-head">
          <code>
            <strong>{request.method}</strong> {request.path}
          </code>
          <span class="actions">
            <Copy text={request.json} what="booking request" label="Copy" />
            <Download
              type="application/json"
              label="Download"
              file={() => ({
                name: `booking-${card.alertId.replace(/[^\w.-]+/g, '_')}.json`,
                text: request.json,
              })}
            />
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
        <pre tabIndex={0} role="region" aria-label="Booking request as JSON">
          {request.json}
        </pre>
      </div>
      <Findings findings={request.findings} />
    </Panel>
  );
}

export function LeadCardView(props: {
  card: LeadCard | undefined;
  onAccept(lead: { id: string; name: string }): void;
}) {
  const { card, onAccept } = props;
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
  const line = { id: card.id, name };
  const request = booking.value?.id === card.id ? booking.value.request : undefined;
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
            {card.state === 'accepted' ? (
              <Tag tone="ok" icon="accepted">
                Accepted
              </Tag>
            ) : (
              <Tag tone="accent" icon="clock">
                New
              </Tag>
            )}
            {card.acceptedBy && card.acceptedAt && (
              <span class="quiet accepted-by">
                by {card.acceptedBy.name} ({roleName(card.acceptedBy.role)}),{' '}
                {absolute(card.acceptedAt)}
              </span>
            )}
          </p>
        </div>
        <div class="card-act">
          {card.state === 'new' ? (
            <button
              key="accept"
              type="button"
              class="button button-main"
              aria-keyshortcuts="A"
              onClick={() => onAccept(line)}
            >
              Accept{' '}
              <span class="key" aria-hidden="true">
                A
              </span>
            </button>
          ) : (
            <button key="reopen" type="button" class="button" onClick={() => reopen(line)}>
              <Icon name="undo" />
              Undo accept
            </button>
          )}
        </div>
      </header>
      <Reminder card={card} />
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
        {request && <Booking card={card} request={request} />}
        <Contact contact={card.contact} />
        <Customer customer={card.customer} />
        <Job card={card} />
        <Device card={card} />
      </div>
    </article>
  );
}

function BackLink() {
  return (
    <a class="back" href={href({ screen: 'bookings' })}>
      <Icon name="back" />
      All leads
    </a>
  );
}
