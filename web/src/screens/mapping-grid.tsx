import { signal } from '@preact/signals';
import type { MappingRow, MappingView } from 'leadloom';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { keyOf } from '../office';
import { ask } from '../parts/combobox';
import { Icon } from '../parts/icon';
import {
  accept,
  addTo,
  choicesOf,
  clear,
  copied,
  fillDown,
  type List,
  nouns,
  paste,
  takeBack,
} from './mapping-edit';
import { outcomes } from './outcome';

/** The columns; those with a list can be changed. */
const columns: { title: string; list?: List }[] = [
  { title: 'Standard job type' },
  { title: 'Your job types', list: 'jobTypes' },
  { title: 'Business units', list: 'businessUnits' },
  { title: 'A lead gets' },
];

/** Where the keyboard is, and where the range began that Shift extends. */
const at = signal({ row: 0, column: 1, from: 0 });
const beyond = 6;

/** Which rows are in view, and how high one is, in pixels: as the styles have it for this width. */
const view = signal({ top: 0, height: 600, row: 56 });

export const cursor = at;

export function toTop() {
  at.value = { row: 0, column: 1, from: 0 };
}

interface Props {
  rows: readonly MappingRow[];
  mapping: MappingView;
}

function Names({ row, list }: { row: MappingRow; list: List }) {
  const refs = row[list];
  const [suggestion] = row.suggestions;
  if (refs.length > 0) return <span>{refs.map(({ name }) => name).join(', ')}</span>;
  if (!suggestion) return <span class="quiet">{row.rules.length > 0 ? '' : '–'}</span>;
  const suggested = list === 'jobTypes' ? suggestion.jobType : suggestion.businessUnit;
  if (!suggested) return <span class="quiet">–</span>;
  return (
    <span class="suggested">
      {suggested.name}?{list === 'jobTypes' && <span class="percent"> {suggestion.percent} %</span>}
    </span>
  );
}

interface RowProps {
  row: MappingRow;
  trade: string;
  index: number;
  height: number;
}

function Row({ row, trade, index, height }: RowProps) {
  const { tone, icon, word } = outcomes[row.outcome];
  const { row: here, column, from } = at.value;
  const inRange = index >= Math.min(here, from) && index <= Math.max(here, from);
  const cell = (number: number) => ({
    id: `map-${index}-${number}`,
    role: 'gridcell' as const,
    'aria-colindex': number + 1,
    'aria-selected': inRange && number === column,
    class: `map-cell map-cell-${number}${index === here && number === column ? ' map-here' : ''}`,
  });
  return (
    <div
      class={index === here ? 'map-line map-line-here' : 'map-line'}
      role="row"
      aria-rowindex={index + 2}
      style={{ height: `${height}px`, transform: `translateY(${index * height}px)` }}
      data-row={index}
    >
      <div {...cell(0)}>
        <strong>{row.label}</strong>
        <span class="quiet">
          {row.alertTypes.length > 0 ? `from ${row.alertTypes.join(', ')}` : trade}
        </span>
      </div>
      <div {...cell(1)}>
        <Names row={row} list="jobTypes" />
      </div>
      <div {...cell(2)}>
        <Names row={row} list="businessUnits" />
      </div>
      <div {...cell(3)}>
        <span class="map-words">
          <span class={`map-word map-word-${tone}`}>
            <Icon name={icon} />
            {word}
          </span>
          {row.rules.length > 0 && <span class="quiet">+ {row.rules.length} by condition</span>}
          {row.findings.length > 0 && (
            <span class="map-word map-word-warn">
              <Icon name="warning" />
              {row.findings.length}
              <span class="unseen"> findings</span>
            </span>
          )}
        </span>
        <span class="map-consequence quiet" title={row.consequence}>
          {row.consequence}
        </span>
      </div>
    </div>
  );
}

/** The rows as a grid of cells, for the keyboard and for many: only what is in view is mounted. */
export function MappingGrid({ rows, mapping }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { row: here, column, from } = at.value;
  const { top, height: seen, row: height } = view.value;
  const first = Math.max(0, Math.floor(top / height) - beyond);
  const last = Math.min(rows.length, Math.ceil((top + seen) / height) + beyond);

  useEffect(() => {
    const node = box.current;
    if (!node) return;
    const observer = new ResizeObserver(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const row = Number.parseFloat(getComputedStyle(node).getPropertyValue('--map-row')) * rem;
      view.value = { top: node.scrollTop, height: node.clientHeight, row };
    });
    observer.observe(node);
    return () => observer.disconnect();
  }, []);

  // The headings stick to the top and cover a row's height.
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    const head = node.firstElementChild?.clientHeight ?? 0;
    const y = here * height;
    if (y < node.scrollTop) node.scrollTop = y;
    else if (y + height > node.scrollTop + node.clientHeight - head)
      node.scrollTop = y + height - node.clientHeight + head;
  }, [here, height]);

  const trades = new Map(mapping.trades.map(({ id, label }) => [id, label]));
  const tradeOf = ({ trade }: MappingRow) => trades.get(trade) ?? trade;
  const range = () => rows.slice(Math.min(here, from), Math.max(here, from) + 1);
  const list = columns[column]?.list;

  const move = (row: number, to: number, extend: boolean) => {
    const target = Math.max(0, Math.min(rows.length - 1, row));
    at.value = {
      row: target,
      column: Math.max(0, Math.min(columns.length - 1, to)),
      from: extend ? from : target,
    };
  };

  const open = () => {
    const of = range();
    if (!list || of.length === 0) return;
    const anchor = document.getElementById(`map-${here}-${column}`);
    if (!anchor) return;
    const [one] = of;
    ask({
      label: `Add ${nouns[list]} to ${of.length === 1 ? one?.label : `${of.length} rows`}`,
      choices: choicesOf(mapping, list),
      anchor,
      onPick: (id) => addTo(of, list, id),
    });
  };

  const page = Math.max(1, Math.floor(seen / height) - 2);
  const keys: Record<string, (shift: boolean) => void> = {
    ArrowDown: (shift) => move(here + 1, column, shift),
    ArrowUp: (shift) => move(here - 1, column, shift),
    ArrowRight: () => move(here, column + 1, true),
    ArrowLeft: () => move(here, column - 1, true),
    PageDown: (shift) => move(here + page, column, shift),
    PageUp: (shift) => move(here - page, column, shift),
    Home: (shift) => move(0, column, shift),
    End: (shift) => move(rows.length - 1, column, shift),
    Enter: open,
    F2: open,
    Delete: () => list && clear(range(), list),
    Backspace: () => list && clear(range(), list),
    s: () => accept(range()),
    Escape: () => move(here, column, false),
  };

  const withControl: Record<string, () => void> = {
    d: () => list && fillDown(range(), list),
    z: takeBack,
  };

  const lists = () =>
    list === 'businessUnits' ? [list] : (['jobTypes', 'businessUnits'] as List[]);

  return (
    <div
      ref={box}
      class="map-grid"
      role="grid"
      aria-label="Job type mapping"
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-multiselectable="true"
      aria-describedby="map-keys"
      aria-activedescendant={rows.length > 0 ? `map-${here}-${column}` : undefined}
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        view.value = { ...view.peek(), top: currentTarget.scrollTop };
      }}
      onKeyDown={(event) => {
        if (event.altKey) return;
        if (event.ctrlKey || event.metaKey) {
          const act = event.shiftKey ? undefined : withControl[event.key];
          if (!act) return;
          event.preventDefault();
          act();
          return;
        }
        const act = keys[event.key];
        if (!act) return;
        event.preventDefault();
        act(event.shiftKey);
      }}
      onCopy={(event) => {
        event.preventDefault();
        event.clipboardData?.setData('text/plain', copied(range(), lists()));
      }}
      onPaste={(event) => {
        const text = event.clipboardData?.getData('text/plain');
        if (!text) return;
        event.preventDefault();
        // One cell for all of a range, or line by line from the first on.
        const some = range();
        const lines = text.trimEnd().split('\n').length;
        const into = some.length > 1 ? some : rows.slice(Math.min(here, from));
        const cells = lines === 1 && some.length > 1 ? repeated(text, some.length) : text;
        paste(mapping, into, lists(), cells);
      }}
      onMouseDown={(event) => {
        const cell = (event.target as Element).closest('[role=gridcell]');
        const line = cell?.closest<HTMLElement>('[data-row]');
        if (!cell || !line) return;
        const number = Number(cell.getAttribute('aria-colindex')) - 1;
        move(Number(line.dataset.row), number, event.shiftKey);
      }}
      onDblClick={open}
    >
      <div class="map-line map-headings" role="row" aria-rowindex={1}>
        {columns.map(({ title }, index) => (
          <div
            key={title}
            class={`map-cell map-cell-${index}`}
            role="columnheader"
            aria-colindex={index + 1}
          >
            {title}
          </div>
        ))}
      </div>
      <div class="map-space" role="presentation" style={{ height: `${rows.length * height}px` }}>
        {rows.slice(first, last).map((row, index) => (
          <Row
            key={keyOf(row)}
            row={row}
            trade={tradeOf(row)}
            index={first + index}
            height={height}
          />
        ))}
        {rows[here] && (here < first || here >= last) && (
          <Row row={rows[here]} trade={tradeOf(rows[here])} index={here} height={height} />
        )}
      </div>
    </div>
  );
}

const repeated = (text: string, count: number) => Array(count).fill(text.trimEnd()).join('\n');
