import type { Address, LeadCard } from 'leadloom';
import { roleName } from '../me';
import { Copy } from '../parts/copy';
import { Download } from '../parts/download';
import { Fact, Facts, Moment, Panel } from '../parts/facts';
import { Icon } from '../parts/icon';
import { late } from '../parts/late';
import { Mark } from '../parts/mark';
import { SeverityTag, Tag } from '../parts/tag';
import { href } from '../route';
import { absolute, now, relative } from '../time';
import { acts, fitting, type Lead, may } from './lead-acts';
import { Story } from './lead-episode';
import { filter, searchOf } from './lead-filters';
import { Job } from './lead-job';
import { Requests } from './lead-requests';

const Customer = late(
  async () => (await import('./lead-customer')).Customer,
  <Panel title="Customer">
    <p class="quiet">Customers are being read.</p>
  </Panel>,
  'panel-late',
);

const written = ({ street, unit, city, state, zip, country }: Address) =>
  [[street, unit].filter(Boolean).join(', '), city, [state, zip].filter(Boolean).join(' '), country]
    .filter(Boolean)
    .join(', ');

function Contact({ contact }: { contact: LeadCard['contact'] }) {
  const { phone, tel, email } = contact;
  const address = contact.address && written(contact.address);
  return (
    <Panel title="Contact">
      <Facts tight>
        <Fact name="Phone">
          {phone ? (
            <span class="with-copy">
              {tel ? <a href={tel}>{phone}</a> : phone}
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

function Device({ card }: { card: LeadCard }) {
  const { device, account, profile, details } = card;
  return (
    <Panel title="Alert" wide>
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
        {details.map(({ name, value }, index) => (
          // Two may have one name, and none moves.
          <Fact key={index} name={name}>
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
      {may('book_lead', card.state) && <Reminder card={card} />}
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
        <Requests card={card} />
        <div class="panel-column">
          <Contact contact={card.contact} />
          <Job card={card} />
        </div>
        <Customer />
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
