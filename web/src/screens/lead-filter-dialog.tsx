import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { answered, asked } from '../office';
import { Dialog } from '../parts/dialog';
import { Download } from '../parts/download';
import { Icon } from '../parts/icon';
import { DeskSettings } from './desk-settings';
import { over } from './lead-acts';
import {
  applySaved,
  type Filter,
  filter,
  keepSaved,
  plain,
  query,
  saved,
  searchOf,
  set,
} from './lead-filters';
import { canNotify, notices, wantNotices } from './lead-notices';

interface Choice {
  id: string;
  name: string;
}

const integrations = answered(() =>
  over.value?.ask === 'filters' ? asked((office) => office.integrations()) : undefined,
);

const tenant = answered(() =>
  over.value?.ask === 'filters'
    ? asked((office) => office.mapping({ findings: false }))
    : undefined,
);

const distinct = (all: readonly Choice[]) =>
  [...new Map(all.map((one) => [one.id, one])).values()].toSorted((a, b) =>
    a.name.localeCompare(b.name),
  );

/** What the list can be filtered by. */
function choices() {
  const all = integrations.value ?? [];
  const accounts = all.flatMap((one) => one.accounts);
  return {
    integrations: all.map(({ id, name }) => ({ id, name })),
    alertTypes: distinct(
      all.flatMap(({ alertTypes }) => alertTypes.map(({ name }) => ({ id: name, name }))),
    ),
    accounts: distinct(accounts),
    profiles: distinct(accounts.flatMap(({ profiles }) => profiles)),
  };
}

interface FieldProps {
  label: string;
  name: keyof Filter;
  children: ComponentChildren;
}

function Select({ label, name, children }: FieldProps) {
  return (
    <label>
      {label}
      <select
        class="select"
        value={filter.value[name]}
        onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
      >
        <option value="">any</option>
        {children}
      </select>
    </label>
  );
}

function Day({ label, name }: { label: string; name: 'from' | 'to' }) {
  return (
    <label>
      {label}
      <input
        class="input"
        type="date"
        value={filter.value[name]}
        onChange={({ currentTarget }) => set({ [name]: currentTarget.value })}
      />
    </label>
  );
}

function Saved() {
  const naming = useSignal('');
  const now = searchOf(filter.value);
  return (
    <fieldset class="saved-filters">
      <legend>Saved filters</legend>
      {saved.value.map((one) => (
        <span class="saved-filter" key={one.name}>
          <button
            type="button"
            class="chip"
            aria-pressed={one.search === now}
            onClick={() => applySaved(one)}
          >
            {one.name}
          </button>
          <button
            type="button"
            class="icon-button"
            aria-label={`Forget the filter ${one.name}`}
            title="Forget"
            onClick={() => keepSaved(saved.value.filter((other) => other !== one))}
          >
            <Icon name="close" />
          </button>
        </span>
      ))}
      <form
        class="saved-new"
        onSubmit={(event) => {
          event.preventDefault();
          const name = naming.value.trim();
          if (!name) return;
          const rest = saved.value.filter((other) => other.name !== name);
          keepSaved([...rest, { name, search: now }]);
          naming.value = '';
        }}
      >
        <label>
          <span class="unseen">Name for this filter</span>
          <input
            class="input"
            type="text"
            placeholder="Name this filter"
            value={naming.value}
            onInput={({ currentTarget }) => {
              naming.value = currentTarget.value;
            }}
          />
        </label>
        <button type="submit" class="button button-small">
          Save
        </button>
      </form>
    </fieldset>
  );
}

const options = (among: readonly Choice[]) =>
  among.map((one) => (
    <option key={one.id} value={one.id}>
      {one.name}
    </option>
  ));

/** What is seldom asked for: further filters, saved ones, how the desk works, the list as a table. */
export function FilterDialog({ onClose }: { onClose(): void }) {
  const all = choices();
  return (
    <Dialog title="Filters" onClose={onClose}>
      <div class="filter-fields">
        <Select label="Integration" name="integration">
          {options(all.integrations)}
        </Select>
        <Select label="Alert type" name="type">
          {options(all.alertTypes)}
        </Select>
        {all.accounts.length > 0 && (
          <Select label="Account" name="account">
            {options(all.accounts)}
          </Select>
        )}
        {all.profiles.length > 0 && (
          <Select label="Profile" name="profile">
            {options(all.profiles)}
          </Select>
        )}
        <Select label="Job type" name="job">
          {options(tenant.value?.jobTypes ?? [])}
        </Select>
        <Select label="Job type is" name="filled">
          <option value="yes">filled in</option>
          <option value="no">left open</option>
        </Select>
        <Select label="Assigned to" name="mine">
          <option value="yes">me</option>
        </Select>
        <Day label="Submitted from" name="from" />
        <Day label="Submitted to" name="to" />
      </div>
      <Saved />
      <DeskSettings />
      {canNotify && (
        <label class="check">
          <input
            type="checkbox"
            checked={notices.value}
            onChange={({ currentTarget }) => wantNotices(currentTarget.checked)}
          />
          Notify me when leads come and nobody looks
        </label>
      )}
      <p class="row">
        <button
          type="button"
          class="button"
          onClick={() => set({ ...plain, tab: filter.value.tab, sort: filter.value.sort })}
        >
          Clear all
        </button>
        <Download
          type="text/csv"
          label="Export CSV"
          file={() => asked((office) => office.leadsTable(query.peek()))}
        />
      </p>
    </Dialog>
  );
}
