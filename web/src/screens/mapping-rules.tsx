import { useSignal } from '@preact/signals';
import type { MappingRow, MappingView } from 'leadloom';
import { integrations } from '../office';
import { Icon } from '../parts/icon';
import { mapWhen } from './mapping-edit';

/** Words or numbers with commas between. */
const several = (text: FormDataEntryValue | null) =>
  String(text ?? '')
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** What was filled in, as a condition: every part a value or several. */
function conditionOf(form: FormData): Record<string, unknown> {
  const parts = ['severity', 'zip', 'state', 'customerType', 'account', 'profile', 'placement'];
  const when: Record<string, unknown> = Object.fromEntries(
    parts.flatMap((name) => {
      const values = several(form.get(name));
      const [first] = values;
      return first === undefined ? [] : [[name, values.length === 1 ? first : values]];
    }),
  );
  const days = form.getAll('days');
  const [from, to] = [form.get('from'), form.get('to')];
  if (days.length === 0 && !from && !to) return when;
  when.time = {
    ...(days.length > 0 ? { days } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
  return when;
}

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface OneOfProps {
  label: string;
  name: string;
  among: readonly { id: string; name: string }[];
  /** What stands for none of them. */
  none?: string;
  required?: boolean;
}

function OneOf({ label, name, among, none = '', required }: OneOfProps) {
  return (
    <label>
      {label}
      <select class="select" name={name} required={required}>
        <option value="">{none}</option>
        {among.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

const severities = [
  { id: 'critical', name: 'Critical' },
  { id: 'urgent', name: 'Urgent' },
];

const customerTypes = ['Residential', 'Commercial'].map((name) => ({ id: name, name }));

/** A row for some of the alerts: when, and what then. */
function NewRule({ row, view, onDone }: { row: MappingRow; view: MappingView; onDone(): void }) {
  const empty = useSignal(false);
  const accounts = integrations.value?.flatMap((one) => one.accounts) ?? [];
  const profiles = accounts.flatMap((one) => one.profiles);
  return (
    <form
      class="rule-form"
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const when = conditionOf(form);
        const jobType = String(form.get('jobType') ?? '');
        const unit = String(form.get('businessUnit') ?? '');
        empty.value = Object.keys(when).length === 0 || !jobType || !unit;
        if (empty.value) return;
        if (await mapWhen(row, when, [jobType], [unit])) onDone();
      }}
    >
      <fieldset>
        <legend>When all of these hold</legend>
        <OneOf label="Severity" name="severity" among={severities} none="any" />
        <OneOf label="Customer type" name="customerType" among={customerTypes} none="any" />
        {accounts.length > 0 && (
          <OneOf label="Account" name="account" among={accounts} none="any" />
        )}
        {profiles.length > 0 && (
          <OneOf label="Profile" name="profile" among={profiles} none="any" />
        )}
        <label>
          ZIP codes
          <input class="input" name="zip" type="text" placeholder="78701, 787*, 78700-78799" />
        </label>
        <label>
          States
          <input class="input" name="state" type="text" placeholder="TX, OK" />
        </label>
        <label>
          Sensor placement
          <input class="input" name="placement" type="text" placeholder="air handler" />
        </label>
        <fieldset class="rule-days">
          <legend>Submitted on</legend>
          {days.map((day) => (
            <label key={day}>
              <input type="checkbox" name="days" value={day} />
              {day}
            </label>
          ))}
        </fieldset>
        <div class="rule-hours">
          <label>
            From
            <input class="input" name="from" type="time" />
          </label>
          <label>
            To
            <input class="input" name="to" type="time" />
          </label>
        </div>
      </fieldset>
      <fieldset>
        <legend>then</legend>
        <OneOf label="Job type" name="jobType" among={view.jobTypes} required />
        <OneOf label="Business unit" name="businessUnit" among={view.businessUnits} required />
      </fieldset>
      {empty.value && (
        <p class="field-error" role="alert">
          <Icon name="error" /> Say when, and which job type and business unit then.
        </p>
      )}
      <p class="row">
        <button type="submit" class="button button-main">
          Add condition
        </button>
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
      </p>
    </form>
  );
}

/** Rows with conditions (N2): one standard type can mean several things and still fill in. */
export function Rules({ row, view }: { row: MappingRow; view: MappingView }) {
  const adding = useSignal(false);
  return (
    <section class="rules" aria-labelledby="rules-title">
      <h4 id="rules-title">Conditions</h4>
      {row.rules.length > 0 && (
        <ul>
          {row.rules.map(({ when, text, jobTypes, businessUnits }) => (
            <li key={text}>
              <span>
                <strong>{text}</strong>
                <span class="quiet block">
                  {[...jobTypes, ...businessUnits].map(({ name }) => name).join(' / ')}
                </span>
              </span>
              <button
                type="button"
                class="icon-button"
                aria-label={`Remove the condition ${text} of ${row.label}`}
                title="Remove"
                onClick={() => mapWhen(row, when, [], [])}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {adding.value ? (
        <NewRule
          row={row}
          view={view}
          onDone={() => {
            adding.value = false;
          }}
        />
      ) : (
        <button
          type="button"
          class="add"
          onClick={() => {
            adding.value = true;
          }}
        >
          <Icon name="plus" />
          Add condition
        </button>
      )}
    </section>
  );
}
