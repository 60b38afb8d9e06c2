import { computed, effect, signal } from '@preact/signals';
import type { MappingRow, MappingView } from 'leadloom';
import { asked, integrations, keyOf, mapping } from '../office';
import { Closed } from '../parts/closed';
import { Combobox } from '../parts/combobox';
import { Download } from '../parts/download';
import { Icon } from '../parts/icon';
import { href, route } from '../route';
import { accept } from './mapping-edit';
import { cursor, MappingGrid, toTop } from './mapping-grid';
import { Import, look } from './mapping-import';
import { chosen, MappingPane } from './mapping-row';
import { Trades } from './mapping-trades';

type Shown = 'needs' | 'used' | 'all' | MappingRow['outcome'];

const filters: { value: Shown; label: string }[] = [
  { value: 'needs', label: 'Needs you' },
  { value: 'used', label: 'Used by alerts' },
  { value: 'blank', label: 'Left open' },
  { value: 'not_mapped', label: 'Not mapped' },
  { value: 'fills_in', label: 'Fills in' },
  { value: 'all', label: 'All' },
];

const typed = signal('');
/** The trade whose rows are listed; nothing where it is all of them. */
const trade = signal('');

const passes = (row: MappingRow, by: Shown) =>
  by === 'all' ||
  (by === 'needs' ? row.needsYou : by === 'used' ? row.alertTypes.length > 0 : row.outcome === by);

const ofTrade = (row: MappingRow) => trade.value === '' || row.trade === trade.value;

const countOf = (rows: readonly MappingRow[], by: Shown) =>
  rows.reduce((sum, row) => sum + Number(ofTrade(row) && passes(row, by)), 0);

/**
 * The rows that are listed, by key: what is mended stays in its place until another list is asked for.
 * Until somebody asks, what needs somebody, or else what alerts use.
 */
const listed = signal<{ by: Shown; keys: string[] } | undefined>(undefined);

function list(by: Shown) {
  const words = typed.peek().toLowerCase().split(/\s+/).filter(Boolean);
  const { rows: all = [], trades = [] } = mapping.peek() ?? {};
  const labels = new Map(trades.map(({ id, label }) => [id, label]));
  const has = ({ label, trade: id, jobTypes, businessUnits }: MappingRow) => {
    const names = [...jobTypes, ...businessUnits].map(({ name }) => name);
    const text = [label, labels.get(id), ...names].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const shown = all.filter((row) => ofTrade(row) && passes(row, by) && has(row));
  listed.value = { by, keys: shown.map(keyOf) };
  toTop();
}

/** Which rows there are at all changes with the trades. */
const known = computed(() => mapping.value?.rows.map(keyOf).join(' '));

effect(() => {
  typed.value;
  trade.value;
  if (!known.value) return;
  // Its trade may have been taken out.
  if (!mapping.peek()?.rows.some(ofTrade)) trade.value = '';
  const needed = mapping.peek()?.rows.some(({ needsYou }) => needsYou);
  list(listed.peek()?.by ?? (needed ? 'needs' : 'used'));
});

const rows = computed(() => {
  const now = new Map(mapping.value?.rows.map((row) => [keyOf(row), row]));
  return (listed.value?.keys ?? []).flatMap((key) => now.get(key) ?? []);
});

const current = computed(() => rows.value[Math.min(cursor.value.row, rows.value.length - 1)]);

effect(() => {
  const row = current.value;
  const before = chosen.peek();
  if (row && (!before || keyOf(before) !== keyOf(row)))
    chosen.value = { trade: row.trade, standardJobType: row.standardJobType };
});

function Bar({ view }: { view: MappingView }) {
  const selected = view.trades.filter((one) => one.selected);
  const certain = rows.value.filter(({ suggestions: [first] }) => first?.sure);
  return (
    <div class="map-bar">
      <div class="chips" role="group" aria-label="Filter">
        {filters.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            class="chip"
            aria-pressed={listed.value?.by === value}
            onClick={() => list(value)}
          >
            {label}
            <span class="chip-count">{countOf(view.rows, value).toLocaleString('en-US')}</span>
          </button>
        ))}
      </div>
      <div class="map-tools">
        {selected.length > 1 && (
          <label>
            <span class="unseen">Trade</span>
            <select
              class="select select-small"
              value={trade.value}
              onChange={({ currentTarget }) => {
                trade.value = currentTarget.value;
              }}
            >
              <option value="">All trades</option>
              {selected.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="search">
          <Icon name="search" />
          <span class="unseen">Search the mapping</span>
          <input
            type="search"
            placeholder="Search"
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value;
            }}
          />
        </label>
        {certain.length > 0 && (
          <button type="button" class="button button-small" onClick={() => accept(certain)}>
            <Icon name="check" />
            Use {certain.length} sure {certain.length === 1 ? 'suggestion' : 'suggestions'}
          </button>
        )}
        <Import />
        <Download
          type="text/csv"
          label="Export CSV"
          file={() => asked((of) => of.mappingTable())}
        />
      </div>
    </div>
  );
}

function Body({ view }: { view: MappingView }) {
  const row = current.value;
  return (
    <>
      <Bar view={view} />
      <p class="unseen" id="map-keys">
        Arrow keys move, Shift and an arrow select rows, Enter adds, Delete clears, Control D fills
        down, Control Z takes back, S takes the suggestion. Copy and paste work with spreadsheets.
      </p>
      {rows.value.length > 0 && row ? (
        <div
          class="map-split"
          role="group"
          aria-label="Mapping, drop a file to import it"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            look(event.dataTransfer?.files[0]);
          }}
        >
          <div>
            <MappingGrid rows={rows.value} mapping={view} />
            <p class="map-keys quiet" aria-hidden="true">
              <kbd>Enter</kbd> add · <kbd>Del</kbd> clear · <kbd>Shift</kbd>
              <kbd>↓</kbd> select · <kbd>Ctrl</kbd>
              <kbd>D</kbd> fill down · <kbd>Ctrl</kbd>
              <kbd>Z</kbd> take back · <kbd>S</kbd> suggestion · copy and paste
            </p>
          </div>
          <MappingPane row={row} view={view} />
        </div>
      ) : (
        <div class="empty">
          <p>No standard job type here.</p>
        </div>
      )}
    </>
  );
}

/** Back to the set-up that led here. */
function Return() {
  const where = route.value;
  const from = where.screen === 'mapping' ? where.from : undefined;
  const integration = integrations.value?.find(({ id }) => id === from);
  if (!integration) return null;
  return (
    <a
      class="back back-always"
      href={href({ screen: 'set-up', integration: integration.id, step: 'job-types' })}
    >
      <Icon name="back" />
      Return to Integration Setup of {integration.name}
    </a>
  );
}

export function Mapping() {
  const view = mapping.value;
  return (
    <div class="page page-wide page-mapping">
      <Return />
      <header class="page-head">
        <h1 tabIndex={-1}>Job Type Mapping</h1>
        <p class="quiet">
          Which of your job types and business units a lead gets. Mapped once, used by all
          integrations. Saved as you go.
        </p>
      </header>
      <Closed />
      {view && (
        <>
          <section aria-label="Trades">
            <Trades trades={view.trades} />
          </section>
          <section class="mapping" aria-labelledby="rows-title">
            <h2 id="rows-title" class="unseen">
              Standard job types
            </h2>
            {view.rows.length > 0 ? (
              <Body view={view} />
            ) : (
              <div class="empty">
                <p>Select the trades that you serve. Their standard job types appear here.</p>
              </div>
            )}
          </section>
        </>
      )}
      <Combobox />
    </div>
  );
}
