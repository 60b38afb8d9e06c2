import { computed, signal } from '@preact/signals';
import type { MappingRow, MappingView, Ref } from 'leadloom';
import { useEffect } from 'preact/hooks';
import { command, core, inTurn, integrations, mapping } from '../core';
import { CampaignSelect } from '../parts/campaign-select';
import { Chosen, including, unitChoices, without } from '../parts/chosen';
import { type Choice, Combobox } from '../parts/combobox';
import { Findings } from '../parts/findings';
import { Icon, type IconName } from '../parts/icon';
import { Mark } from '../parts/mark';
import { Tag, type Tone } from '../parts/tag';
import { toast } from '../parts/toast';

type Outcome = MappingRow['outcome'];

const outcomes: Record<Outcome, { tone: Tone; icon: IconName; word: string }> = {
  fills_in: { tone: 'ok', icon: 'done', word: 'Fills in' },
  blank: { tone: 'warn', icon: 'warning', word: 'Left open' },
  not_mapped: { tone: 'plain', icon: 'open', word: 'Not mapped' },
};

type Shown = 'used' | 'all' | Outcome;
const filter = signal<Shown>('used');
const step = 60;
const limit = signal(step);

const passes = (row: MappingRow, by: Shown) =>
  by === 'all' || (by === 'used' ? row.alertTypes.length > 0 : row.outcome === by);

const rows = computed(() => mapping.value?.rows.filter((row) => passes(row, filter.value)) ?? []);

/** The two lists of one row as they go into a command. */
interface Lists {
  jobTypes: string[];
  businessUnits: string[];
}

const lists = (row: MappingRow): Lists => ({
  jobTypes: row.jobTypes.map(({ id }) => id),
  businessUnits: row.businessUnits.map(({ id }) => id),
});

const change = (work: (now: MappingView) => Promise<void>) =>
  inTurn(async () => work(await core.mapping()));

const map = (of: MappingRow, to: (now: Lists) => Lists) =>
  change(async ({ rows: now }) => {
    const { trade, standardJobType, label } = of;
    const row = now.find(
      (each) => each.trade === trade && each.standardJobType === standardJobType,
    );
    if (!row) return;
    const before = lists(row);
    const send = (next: Lists) =>
      command({ type: 'map_job_type', trade, standardJobType, ...next });
    if (await send(to(before))) {
      toast(`Mapping of ${label} changed.`, () => void send(before));
    }
  });

const select = (to: (now: string[]) => string[]) =>
  change(async ({ trades: now }) => {
    const before = now.filter(({ selected }) => selected).map(({ id }) => id);
    const send = (trades: string[]) => command({ type: 'select_trades', trades });
    if (await send(to(before))) toast('Trades changed.', () => void send(before));
  });

function Trades({ trades }: { trades: MappingView['trades'] }) {
  const chosen = trades.filter(({ selected }) => selected);
  return (
    <div class="trades">
      <ul class="chosen" aria-label="Selected trades">
        {chosen.map(({ id, label }) => (
          <li class="chosen-one" key={id}>
            {label}
          </li>
        ))}
        {chosen.length === 0 && <li class="quiet">No trade selected yet.</li>}
      </ul>
      <button type="button" class="button trades-button" popovertarget="trades">
        {chosen.length > 0 ? 'Manage Trades' : 'Select Trades'}
        <Icon name="down" />
      </button>
      <div class="trades-panel" id="trades" popover="auto">
        <fieldset>
          <legend>Trades that you serve</legend>
          <div class="trades-grid">
            {trades.map(({ id, label, selected }) => (
              <label class="check" key={id}>
                <input
                  type="checkbox"
                  checked={selected}
                  onChange={({ currentTarget: { checked } }) =>
                    select((now) => (checked ? including(now, id) : without(now, id)))
                  }
                />
                <span>{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      </div>
    </div>
  );
}

interface CellProps {
  row: MappingRow;
  title: string;
  /** Singular, for the button that adds one. */
  noun: string;
  list: keyof Lists;
  chosen: readonly Ref[];
  choices(): Choice[];
}

function Cell({ row, title, list, ...rest }: CellProps) {
  return (
    <div class="cell">
      <h4>{title}</h4>
      <Chosen
        of={row.label}
        title={title}
        {...rest}
        onAdd={(id) => map(row, (now) => ({ ...now, [list]: including(now[list], id) }))}
        onRemove={(id) => map(row, (now) => ({ ...now, [list]: without(now[list], id) }))}
      />
    </div>
  );
}

/** Comes after the page: the validator is larger than all the rest. */
const checker = signal<typeof import('../checker') | undefined>(undefined);
const missing = signal(false);

const bring = () =>
  import('../checker').then(
    (loaded) => {
      checker.value = loaded;
      missing.value = false;
    },
    () => {
      missing.value = true;
    },
  );

const findingsOf = (row: MappingRow) =>
  checker.value?.rowFindings.value?.get(checker.value.keyOf(row)) ?? [];

function Row({ row, view }: { row: MappingRow; view: MappingView }) {
  const findings = findingsOf(row);
  const { tone, icon, word } = outcomes[row.outcome];
  const trade = view.trades.find(({ id }) => id === row.trade)?.label ?? row.trade;
  return (
    <li class={`map-row map-${row.outcome}`}>
      <div class="map-what">
        <h3>{row.label}</h3>
        <p class="quiet">{trade}</p>
        {row.alertTypes.length > 0 && (
          <p class="map-alerts">
            <span class="quiet">from</span> {row.alertTypes.join(', ')}
          </p>
        )}
      </div>
      <Cell
        row={row}
        title="Job types"
        noun="job type"
        list="jobTypes"
        chosen={row.jobTypes}
        choices={() =>
          view.jobTypes.map(({ id, name, active, priority }) => ({
            id,
            name,
            note: active ? priority : 'Inactive',
          }))
        }
      />
      <Cell
        row={row}
        title="Business units"
        noun="business unit"
        list="businessUnits"
        chosen={row.businessUnits}
        choices={() => unitChoices(view.businessUnits)}
      />
      <div class="map-outcome">
        <Tag tone={tone} icon={icon}>
          {word}
        </Tag>
        <p>{row.consequence}</p>
      </div>
      {findings.length > 0 && (
        <div class="map-findings">
          <Findings findings={findings} placeless />
        </div>
      )}
    </li>
  );
}

const filters: { value: Shown; label: string }[] = [
  { value: 'used', label: 'Used by alerts' },
  { value: 'blank', label: 'Left open' },
  { value: 'not_mapped', label: 'Not mapped' },
  { value: 'fills_in', label: 'Fills in' },
  { value: 'all', label: 'All' },
];

function Rows({ view }: { view: MappingView }) {
  const shown = rows.value.slice(0, limit.value);
  const rest = rows.value.length - shown.length;
  return (
    <>
      <div class="chips" role="group" aria-label="Filter">
        {filters.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            class="chip"
            aria-pressed={filter.value === value}
            onClick={() => {
              filter.value = value;
              limit.value = step;
            }}
          >
            {label}
            <span class="chip-count">
              {view.rows.filter((row) => passes(row, value)).length.toLocaleString('en-US')}
            </span>
          </button>
        ))}
      </div>
      {shown.length > 0 ? (
        <ul class="map-rows">
          {shown.map((row) => (
            <Row key={`${row.trade}/${row.standardJobType}`} row={row} view={view} />
          ))}
        </ul>
      ) : (
        <div class="empty">
          <p>No standard job type here.</p>
        </div>
      )}
      {rest > 0 && (
        <p class="more">
          <button
            type="button"
            class="button"
            onClick={() => {
              limit.value += step;
            }}
          >
            Show {Math.min(step, rest)} more of {rest.toLocaleString('en-US')}
          </button>
        </p>
      )}
    </>
  );
}

function Campaigns() {
  return (
    <section class="panel" aria-labelledby="campaigns">
      <h2 id="campaigns">Campaigns</h2>
      <p class="quiet">What a booking is counted under, for each integration.</p>
      <ul class="campaigns">
        {integrations.value?.map((integration) => (
          <li key={integration.id}>
            <span class="campaign-name">
              <Mark mark={integration.mark} />
              {integration.name}
            </span>
            <CampaignSelect integration={integration} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Mapping() {
  const view = mapping.value;
  useEffect(() => {
    if (!checker.value) bring();
  }, []);
  return (
    <div class="page page-wide">
      <header class="page-head">
        <h1 tabIndex={-1}>Job Type Mapping</h1>
        <p class="quiet">
          Which of your job types and business units a lead gets. Mapped once, used by all
          integrations. Saved as you go.
        </p>
      </header>
      {view && (
        <>
          <section class="panel" aria-labelledby="trades-title">
            <h2 id="trades-title">Trades</h2>
            <Trades trades={view.trades} />
          </section>
          <section class="mapping" aria-labelledby="rows-title">
            <h2 id="rows-title">Standard job types</h2>
            {(missing.value || checker.value?.unchecked.value) && (
              <p class="quiet">The rows are not checked: the validator did not arrive.</p>
            )}
            {view.rows.length > 0 ? (
              <Rows view={view} />
            ) : (
              <div class="empty">
                <p>Select the trades that you serve. Their standard job types appear here.</p>
              </div>
            )}
          </section>
          <Campaigns />
        </>
      )}
      <Combobox />
    </div>
  );
}
