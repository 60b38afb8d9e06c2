import { useSignal } from '@preact/signals';
import type { MappingRow, MappingView, Ref } from 'leadloom';
import { integrations } from '../office';
import { Icon } from '../parts/icon';
import { mapWhen, type Rule } from './mapping-edit';

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

/** The value, or the values, of a part of a condition. */
const listed = (value: unknown): string[] => [value ?? []].flat().map(String);

interface OneOfProps {
  label: string;
  name: string;
  among: readonly { id: string; name: string }[];
  /** What is chosen at first. Several, as a file may have them, are one more choice. */
  given?: readonly string[];
  /** What stands for none of them. */
  none?: string;
  required?: boolean;
}

function OneOf({ label, name, among, given = [], none = '', required }: OneOfProps) {
  const first = given.join(',');
  const known = new Map(among.map((one) => [one.id, one.name]));
  if (first && !known.has(first))
    known.set(first, given.map((id) => known.get(id) ?? id).join(', '));
  return (
    <label>
      {label}
      <select class="select" name={name} required={required}>
        <option value="">{none}</option>
        {[...known].map(([id, shown]) => (
          <option key={id} value={id} selected={id === first}>
            {shown}
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

interface RuleFormProps {
  row: MappingRow;
  view: MappingView;
  /** What is edited; nothing where it is new. */
  rule?: Rule | undefined;
  onDone(): void;
}

interface When {
  time?: { days?: unknown; from?: string; to?: string };
  [part: string]: unknown;
}

const idsOf = (refs: readonly Ref[] = []) => refs.map(({ id, name }) => id || name);

/** A row for some of the alerts: when, and what then. */
function RuleForm({ row, view, rule, onDone }: RuleFormProps) {
  const empty = useSignal(false);
  const accounts = integrations.value?.flatMap((one) => one.accounts) ?? [];
  const profiles = accounts.flatMap((one) => one.profiles);
  const when: When = { ...rule?.when };
  const oneOf = (label: string, name: string, among: OneOfProps['among']) => (
    <OneOf label={label} name={name} among={among} given={listed(when[name])} none="any" />
  );
  const words = (label: string, name: string, placeholder: string) => (
    <label>
      {label}
      <input
        class="input"
        name={name}
        type="text"
        placeholder={placeholder}
        defaultValue={listed(when[name]).join(', ')}
      />
    </label>
  );
  const hour = (label: string, name: 'from' | 'to') => (
    <label>
      {label}
      <input class="input" name={name} type="time" defaultValue={when.time?.[name] ?? ''} />
    </label>
  );
  return (
    <form
      class="rule-form"
      aria-label={rule ? `Edit the condition ${rule.text}` : 'New condition'}
      onSubmit={async (event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const then = {
          when: conditionOf(form),
          jobTypes: several(form.get('jobType')),
          businessUnits: several(form.get('businessUnit')),
        };
        empty.value = [then.when, then.jobTypes, then.businessUnits].some(
          (part) => Object.keys(part).length === 0,
        );
        if (empty.value) return;
        if (await mapWhen(row, then, rule)) onDone();
      }}
    >
      <fieldset>
        <legend>When all of these hold</legend>
        {oneOf('Severity', 'severity', severities)}
        {oneOf('Customer type', 'customerType', customerTypes)}
        {(accounts.length > 0 || when.account !== undefined) &&
          oneOf('Account', 'account', accounts)}
        {(profiles.length > 0 || when.profile !== undefined) &&
          oneOf('Profile', 'profile', profiles)}
        {words('ZIP codes', 'zip', '78701, 787*, 78700-78799')}
        {words('States', 'state', 'TX, OK')}
        {words('Sensor placement', 'placement', 'air handler')}
        <fieldset class="rule-days">
          <legend>Submitted on</legend>
          {days.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                name="days"
                value={day}
                defaultChecked={listed(when.time?.days).includes(day)}
              />
              {day}
            </label>
          ))}
        </fieldset>
        <div class="rule-hours">
          {hour('From', 'from')}
          {hour('To', 'to')}
        </div>
      </fieldset>
      <fieldset>
        <legend>then</legend>
        <OneOf
          label="Job type"
          name="jobType"
          among={view.jobTypes}
          given={idsOf(rule?.jobTypes)}
          required
        />
        <OneOf
          label="Business unit"
          name="businessUnit"
          among={view.businessUnits}
          given={idsOf(rule?.businessUnits)}
          required
        />
      </fieldset>
      {empty.value && (
        <p class="field-error" role="alert">
          <Icon name="error" /> Say when, and which job type and business unit then.
        </p>
      )}
      <p class="row">
        <button type="submit" class="button button-main">
          {rule ? 'Save condition' : 'Add condition'}
        </button>
        <button type="button" class="button" onClick={onDone}>
          Cancel
        </button>
      </p>
    </form>
  );
}

/** The form has one stretch of hours; a file may have several. */
const fitsTheForm = ({ when }: Rule) => !Array.isArray((when as When).time);

/** Rows with conditions (N2): one standard type can mean several things and still fill in. */
export function Rules({ row, view }: { row: MappingRow; view: MappingView }) {
  /** The condition in the form; a new one is none of them. */
  const open = useSignal<{ rule?: Rule } | undefined>(undefined);
  return (
    <section class="rules" aria-labelledby="rules-title">
      <h4 id="rules-title">Conditions</h4>
      {row.rules.length > 0 && (
        <ul>
          {row.rules.map((rule) => (
            <li key={rule.text}>
              <span>
                <strong>{rule.text}</strong>
                <span class="quiet block">
                  {[...rule.jobTypes, ...rule.businessUnits].map(({ name }) => name).join(' / ')}
                </span>
              </span>
              <span class="row">
                {fitsTheForm(rule) && (
                  <button
                    type="button"
                    class="button button-small"
                    aria-label={`Edit the condition ${rule.text} of ${row.label}`}
                    onClick={() => {
                      open.value = { rule };
                    }}
                  >
                    Edit
                  </button>
                )}
                <button
                  type="button"
                  class="icon-button"
                  aria-label={`Remove the condition ${rule.text} of ${row.label}`}
                  title="Remove"
                  onClick={() => mapWhen(row, undefined, rule)}
                >
                  <Icon name="close" />
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {open.value ? (
        <RuleForm
          key={open.value.rule?.text}
          row={row}
          view={view}
          rule={open.value.rule}
          onDone={() => {
            open.value = undefined;
          }}
        />
      ) : (
        <button
          type="button"
          class="add"
          onClick={() => {
            open.value = {};
          }}
        >
          <Icon name="plus" />
          Add condition
        </button>
      )}
    </section>
  );
}
