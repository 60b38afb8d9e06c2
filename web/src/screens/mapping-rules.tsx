import { useSignal } from '@preact/signals';
import type { MappingRow, MappingView } from 'leadloom';
import { Icon } from '../parts/icon';
import { mapWhen } from './mapping-edit';

/** Words or numbers with commas between. */
const several = (text: FormDataEntryValue | null) =>
  String(text ?? '')
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);

/** What was filled in, as a condition: every part a value or several. */
function conditionOf(form: FormData): Record<string, string | string[]> {
  const parts = ['severity', 'zip', 'state', 'customerType', 'account', 'profile', 'placement'];
  return Object.fromEntries(
    parts.flatMap((name) => {
      const values = several(form.get(name));
      const [first] = values;
      return first === undefined ? [] : [[name, values.length === 1 ? first : values]];
    }),
  );
}

/** A row for some of the alerts: when, and what then. */
function NewRule({ row, view, onDone }: { row: MappingRow; view: MappingView; onDone(): void }) {
  const empty = useSignal(false);
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
        <label>
          Severity
          <select class="select" name="severity">
            <option value="">any</option>
            <option value="critical">Critical</option>
            <option value="urgent">Urgent</option>
          </select>
        </label>
        <label>
          ZIP codes
          <input class="input" name="zip" type="text" placeholder="78701, 787*, 78700-78799" />
        </label>
        <label>
          Customer type
          <select class="select" name="customerType">
            <option value="">any</option>
            <option value="Residential">Residential</option>
            <option value="Commercial">Commercial</option>
          </select>
        </label>
        <label>
          Profile
          <input class="input" name="profile" type="text" placeholder="its id at the partner" />
        </label>
        <label>
          Sensor placement
          <input class="input" name="placement" type="text" placeholder="air handler" />
        </label>
      </fieldset>
      <fieldset>
        <legend>then</legend>
        <label>
          Job type
          <select class="select" name="jobType" required>
            <option value="" />
            {view.jobTypes.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Business unit
          <select class="select" name="businessUnit" required>
            <option value="" />
            {view.businessUnits.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
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
