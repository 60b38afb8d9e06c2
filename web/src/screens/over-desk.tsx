/** What lies over the desk: it comes with its first use, with the office that some of it asks. */
import { useComputed, useSignal } from '@preact/signals';
import type { Priority, Ref } from 'leadloom';
import type { ComponentChildren } from 'preact';
import { act, type Change, type Named } from '../desk';
import { me } from '../me';
import { answered, asked, changeAndSay } from '../office';
import { Dialog } from '../parts/dialog';
import { Findings } from '../parts/findings';
import { Icon } from '../parts/icon';
import { go } from '../route';
import { iso, local } from '../time';
import {
  acts,
  fitting,
  type Lead,
  moves,
  others,
  over,
  type Question,
  type RuleQuestion,
} from './lead-acts';
import { FilterDialog } from './lead-filter-dialog';
import { openTab } from './lead-filters';
import { bookingsLabel } from './lead-labels';
import { openCard } from './lead-open';

const close = () => {
  over.value = undefined;
};

const about = (leads: readonly Named[]) =>
  leads.length === 1 ? (leads[0]?.name ?? '') : `${leads.length} leads`;

interface FormProps {
  title: string;
  act: string;
  children: ComponentChildren;
  /** Answers what is missing, and does it where nothing is. */
  onDone(form: FormData): string | undefined;
}

/** A question with an answer that something is done with. */
function Form({ title, act: label, children, onDone }: FormProps) {
  const missing = useSignal('');
  return (
    <Dialog title={title} onClose={close}>
      <form
        class="act-form"
        onSubmit={(event) => {
          event.preventDefault();
          missing.value = onDone(new FormData(event.currentTarget)) ?? '';
          if (!missing.value) close();
        }}
      >
        {children}
        {missing.value && (
          <p class="field-error" role="alert">
            <Icon name="error" /> {missing.value}
          </p>
        )}
        <p class="row">
          <button type="submit" class="button button-main">
            {label}
          </button>
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}

const hour = 3_600_000;

/** `days` on, at an hour of the tenant's clock. */
const onDay = (days: number, at: string) =>
  `${local(Date.now() + days * 24 * hour).slice(0, 10)}T${at}`;

const whenCalled: { label: string; at(): string }[] = [
  { label: 'In an hour', at: () => local(Date.now() + hour) },
  { label: 'Tomorrow 9 AM', at: () => onDay(1, '09:00') },
  { label: 'In a week', at: () => onDay(7, '09:00') },
];

function FollowUp({ leads, next }: Question) {
  const at = useSignal(onDay(1, '09:00'));
  return (
    <Form
      title={`Follow up: ${about(leads)}`}
      act="Follow up"
      onDone={(form) => {
        const on = iso(String(form.get('on')));
        if (!on) return 'Say when to look at it again.';
        const note = String(form.get('note')).trim();
        act([{ type: 'follow_up_lead', on, ...(note && { note }) }], leads, 'Follow-up', next);
        return undefined;
      }}
    >
      <p class="chips">
        {whenCalled.map(({ label, at: when }) => (
          <button
            key={label}
            type="button"
            class="chip"
            onClick={() => {
              at.value = when();
            }}
          >
            {label}
          </button>
        ))}
      </p>
      <label>
        On
        <input
          class="input"
          name="on"
          type="datetime-local"
          value={at.value}
          onInput={({ currentTarget }) => {
            at.value = currentTarget.value;
          }}
        />
      </label>
      <label>
        Note
        <textarea class="input" name="note" rows={3} />
      </label>
    </Form>
  );
}

const reasons = [
  'Handled by phone',
  'False alarm',
  'Cleared by itself',
  'Customer declined',
  'Not our customer',
  'Could not be reached',
];

function Dismiss({ leads, next }: Question) {
  return (
    <Form
      title={`Dismiss: ${about(leads)}`}
      act="Dismiss"
      onDone={(form) => {
        const reason = String(form.get('other')).trim() || String(form.get('reason') ?? '');
        if (!reason) return 'Say why.';
        act([{ type: 'dismiss_lead', reason }], leads, 'Dismissed', next);
        return undefined;
      }}
    >
      <fieldset class="reasons">
        <legend>Why</legend>
        {reasons.map((reason) => (
          <label key={reason}>
            <input type="radio" name="reason" value={reason} />
            {reason}
          </label>
        ))}
      </fieldset>
      <label>
        Another reason
        <input class="input" name="other" type="text" autocomplete="off" />
      </label>
    </Form>
  );
}

function Assign({ leads }: Question) {
  return (
    <Form
      title={`Assign: ${about(leads)}`}
      act="Assign"
      onDone={(form) => {
        const to = String(form.get('to')).trim();
        act([{ type: 'assign_lead', to }], leads, to ? `Assigned to ${to}` : 'Assigned to nobody');
        return undefined;
      }}
    >
      <label>
        To
        <input class="input" name="to" type="text" value={me.value.name} />
      </label>
      <p class="quiet">Left empty, to nobody.</p>
    </Form>
  );
}

const tenant = answered(() =>
  over.value?.ask === 'book' ? asked((office) => office.mapping({ findings: false })) : undefined,
);

function Choose(props: {
  label: string;
  name: string;
  among: readonly (Ref & { active: boolean })[];
  chosen: Ref | undefined;
  none?: string;
}) {
  const { label, name, among, chosen, none } = props;
  return (
    <label>
      {label}
      <select class="select" name={name}>
        {(!chosen || none) && <option value="">{none ?? 'Choose'}</option>}
        {among
          .filter(({ active, id }) => active || id === chosen?.id)
          .map((one) => (
            <option key={one.id} value={one.id} selected={one.id === chosen?.id}>
              {one.name}
            </option>
          ))}
      </select>
    </label>
  );
}

const priorities: readonly Priority[] = ['Low', 'Normal', 'High', 'Urgent'];

/** The job details of M17. The core says what ServiceTitan would refuse. */
function Book({ leads: [lead], next }: Question) {
  const all = tenant.value;
  const card = openCard.value?.id === lead?.id ? openCard.value?.card : undefined;
  if (!lead || !all) return null;
  const known = card?.resolution;
  const wanted = card?.scheduledOn ? Date.parse(card.scheduledOn) : undefined;
  const start = wanted && wanted > Date.now() ? local(wanted) : onDay(1, '09:00');
  const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();
  return (
    <Form
      title={`Book: ${lead.name}`}
      act="Book"
      onDone={(form) => {
        const [jobType, businessUnit] = [text(form, 'jobType'), text(form, 'businessUnit')];
        const day = text(form, 'day');
        const [from, to] = [iso(`${day}T${text(form, 'from')}`), iso(`${day}T${text(form, 'to')}`)];
        if (!jobType || !businessUnit) return 'Choose a job type and a business unit.';
        if (!from || !to) return 'Say from when to when.';
        const [campaign, summary] = [text(form, 'campaign'), text(form, 'summary')];
        const tags = text(form, 'tags')
          .split(/[\s,;]+/)
          .filter(Boolean);
        const booking: Change = {
          type: 'book_lead',
          jobType,
          businessUnit,
          start: from,
          end: to,
          priority: text(form, 'priority') as Priority,
          ...(campaign && { campaign }),
          ...(summary && { summary }),
          ...(tags.length > 0 && { tags }),
        };
        act([booking], [lead], 'Booked', next);
        return undefined;
      }}
    >
      <div class="act-pair">
        <Choose label="Job type" name="jobType" among={all.jobTypes} chosen={known?.jobType} />
        <Choose
          label="Business unit"
          name="businessUnit"
          among={all.businessUnits}
          chosen={known?.businessUnit}
        />
        <Choose
          label="Campaign"
          name="campaign"
          among={all.campaigns}
          chosen={known?.campaign}
          none="That of the integration"
        />
        <label>
          Priority
          <select class="select" name="priority">
            {priorities.map((priority) => (
              <option key={priority} selected={priority === known?.priority}>
                {priority}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="act-three">
        <label>
          Day
          <input class="input" name="day" type="date" value={start.slice(0, 10)} />
        </label>
        <label>
          From
          <input class="input" name="from" type="time" value={start.slice(11, 16)} />
        </label>
        <label>
          To
          <input
            class="input"
            name="to"
            type="time"
            value={local(Date.parse(iso(start)) + 2 * hour).slice(11, 16)}
          />
        </label>
      </div>
      <label>
        Summary for the technician
        <textarea class="input" name="summary" rows={3} />
      </label>
      <label>
        Tags, by their ids
        <input class="input" name="tags" type="text" autocomplete="off" />
      </label>
    </Form>
  );
}

const trial = answered(() => {
  const now = over.value;
  if (now?.ask !== 'rule') return undefined;
  const { standard, jobType, businessUnit } = now;
  return asked((office) =>
    office.tryOut({
      type: 'map_job_type',
      trade: standard.trade,
      standardJobType: standard.id,
      jobTypes: [jobType.id],
      businessUnits: [businessUnit.id],
      at: new Date().toISOString(),
      by: me.peek(),
    }),
  );
});

/** Before a candidate becomes the rule: what that changes, and what the validator says of it. */
function MakeRule({ standard, jobType, businessUnit }: RuleQuestion) {
  const said = trial.value;
  return (
    <Dialog title={`Make this the rule for ${standard.label}`} onClose={close}>
      <p>
        From now on every lead of <strong>{standard.label}</strong> is filled in with{' '}
        <strong>{jobType.name}</strong> at <strong>{businessUnit.name}</strong>, of all
        integrations. What it is mapped to now is replaced; conditions stay.
      </p>
      {said && said.findings.length > 0 && (
        <>
          <h3>The validator says</h3>
          <Findings findings={said.findings} placeless />
        </>
      )}
      {said?.ok && said.findings.length === 0 && (
        <p class="callout callout-ok">
          <Icon name="done" />
          <span>The validator has nothing to say against it.</span>
        </p>
      )}
      <p class="row">
        <button
          type="button"
          class="button button-main"
          disabled={!said?.ok}
          onClick={() => {
            close();
            void changeAndSay(
              {
                type: 'map_job_type',
                trade: standard.trade,
                standardJobType: standard.id,
                jobTypes: [jobType.id],
                businessUnits: [businessUnit.id],
              },
              `${standard.label} is ${jobType.name} at ${businessUnit.name} from now on.`,
            );
          }}
        >
          Make it the rule
        </button>
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
      </p>
    </Dialog>
  );
}

function Help() {
  return (
    <Dialog title="Keys" onClose={close}>
      <p class="quiet">In the list of leads and on the card. In a field letters are letters.</p>
      <dl class="key-list">
        {acts.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key.toUpperCase()}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
        {moves.map(({ keys, label }) => (
          <div key={label}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

interface Command {
  label: string;
  key?: string;
  run(): void;
}

function commands(leads: readonly Lead[]): Command[] {
  const withLeads = acts.flatMap((one) => {
    const fit = fitting(one, leads);
    return fit.length === 0
      ? []
      : [{ label: `${one.label}: ${about(fit)}`, key: one.key, run: () => one.run(fit) }];
  });
  return [
    ...withLeads,
    { label: 'Take back', key: 'u', run: () => others.u?.() },
    { label: 'Do again', key: 'Shift U', run: () => others.U?.() },
    { label: `Go to ${bookingsLabel.value}`, run: () => openTab('bookings') },
    { label: 'Go to Follow Ups', run: () => openTab('follow_up') },
    { label: 'Go to Booked', run: () => openTab('booked') },
    { label: 'Go to Dismissed', run: () => openTab('dismissed') },
    { label: 'Go to Held back', run: () => go({ screen: 'held' }) },
    { label: 'Go to Marketing Integrations', run: () => go({ screen: 'integrations' }) },
    { label: 'Go to Job Type Mapping', run: () => go({ screen: 'mapping' }) },
    { label: 'Go to Validator', run: () => go({ screen: 'validator' }) },
    {
      label: 'Filters and saved filters',
      run: () => {
        over.value = { ask: 'filters' };
      },
    },
    {
      label: 'Keys',
      key: '?',
      run: () => {
        over.value = { ask: 'help' };
      },
    },
  ];
}

/** Everything by its name: a combobox that runs what is chosen. */
function Palette() {
  const typed = useSignal('');
  const at = useSignal(0);
  const card = openCard.value?.card;
  const leads: Lead[] = card
    ? [{ id: card.id, name: card.contact.name ?? 'lead without a name', state: card.state }]
    : [];
  const found = useComputed(() => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
    return commands(leads).filter(({ label }) =>
      words.every((word) => label.toLowerCase().includes(word)),
    );
  }).value;
  const current = Math.min(at.value, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      at.value = Math.min(current + 1, found.length - 1);
    },
    ArrowUp: () => {
      at.value = Math.max(current - 1, 0);
    },
    Enter: () => run(found[current]),
  };
  return (
    <Dialog title="Commands" onClose={close}>
      <input
        class="input"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls="commands"
        aria-autocomplete="list"
        aria-activedescendant={current >= 0 ? `command-${current}` : undefined}
        autocomplete="off"
        autofocus
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={(event) => {
          const key = keys[event.key];
          if (!key) return;
          event.preventDefault();
          key();
        }}
      />
      <ul class="commands" id="commands" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          <li
            key={command.label}
            id={`command-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => run(command)}
          >
            {command.label}
            {command.key && <kbd>{command.key.toUpperCase()}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li class="quiet">Nothing is called like this.</li>}
      </ul>
    </Dialog>
  );
}

export function OverDesk() {
  const now = over.value;
  switch (now?.ask) {
    case 'follow-up':
      return <FollowUp {...now} />;
    case 'book':
      return <Book {...now} />;
    case 'dismiss':
      return <Dismiss {...now} />;
    case 'assign':
      return <Assign {...now} />;
    case 'rule':
      return <MakeRule {...now} />;
    case 'filters':
      return <FilterDialog onClose={close} />;
    case 'help':
      return <Help />;
    case 'palette':
      return <Palette />;
    default:
      return null;
  }
}
