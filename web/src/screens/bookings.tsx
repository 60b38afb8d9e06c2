import { computed, effect, signal } from '@preact/signals';
import type { LeadLine, LeadQuery, LeadState, Severity } from 'leadloom';
import { useEffect, useRef } from 'preact/hooks';
import { answer, core, counts } from '../core';
import { accept, openLead, undo } from '../desk';
import { liveStatus } from '../live';
import { Icon } from '../parts/icon';
import { SeverityTag } from '../parts/tag';
import { WindowedList } from '../parts/windowed-list';
import { go, href, screen, swap } from '../route';
import { waiting } from '../time';
import { LeadCardView } from './lead-card';

const text = signal('');
const state = signal<LeadState | undefined>('new');
const severity = signal<Severity | undefined>(undefined);
const sort = signal<NonNullable<LeadQuery['sort']>>('waiting');
/** Which rows the list wants; the core answers this one window. */
const wanted = signal({ offset: 0, count: 100 });
/** Index of the active row. */
const cursor = signal(-1);

const query = computed<LeadQuery>(() => ({
  sort: sort.value,
  ...(text.value.trim() && { text: text.value.trim() }),
  ...(state.value && { state: state.value }),
  ...(severity.value && { severity: severity.value }),
}));

/** The list begins anew, scrolled to its top, when the question changes. */
const question = computed(() => JSON.stringify(query.value));

effect(() => {
  question.value;
  wanted.value = { offset: 0, count: 100 };
  cursor.value = -1;
});

const leads = answer(() =>
  screen.value === 'bookings' ? core.leads({ ...query.value, ...wanted.value }) : undefined,
);

const card = answer(async () => {
  const id = openLead.value;
  return id === undefined ? undefined : { id, card: await core.lead(id) };
});

/** List and card side by side? Otherwise the card slides over the list. */
const wide = matchMedia('(width >= 60rem)');

/** The active row was moved beyond the window; its lead opens when it arrives. */
let arriving = false;

// The active row follows the open lead when the list is sorted anew.
effect(() => {
  const window = leads.value;
  const id = openLead.value;
  if (!window) return;
  if (arriving) {
    const line = window.leads[cursor.peek() - window.offset];
    if (!line) return;
    arriving = false;
    swap({ screen: 'bookings', lead: line.id });
    return;
  }
  const index = window.leads.findIndex((line) => line.id === id);
  if (index >= 0) cursor.value = window.offset + index;
});

// With room for both, the first lead is open from the start.
effect(() => {
  const first = leads.value?.leads[0];
  if (first && screen.value === 'bookings' && openLead.value === undefined && wide.matches) {
    swap({ screen: 'bookings', lead: first.id });
  }
});

/** From the card back to the list, which on a small screen it covers. */
function toList() {
  if (wide.matches) document.getElementById('leads')?.focus();
  else go({ screen: 'bookings' });
}

/** Accepts a lead; the next new one of the list opens, after the last one the one before. */
function acceptHere(lead: Pick<LeadLine, 'id' | 'name'>) {
  const lines = leads.peek()?.leads ?? [];
  const index = lines.findIndex(({ id }) => id === lead.id);
  const isNew = (line: LeadLine) => line.state === 'new';
  const next = lines.slice(index + 1).find(isNew) ?? lines.slice(0, index).findLast(isNew);
  accept(lead, index < 0 ? undefined : next?.id);
}

/** One key each, and only while the list or the card has the focus. */
function press(event: KeyboardEvent, line: Pick<LeadLine, 'id' | 'name' | 'state'> | undefined) {
  const inField = event.target instanceof Element && event.target.matches('input, select');
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  const acts: Record<string, () => void> = {
    a: () => {
      if (line?.state === 'new') acceptHere(line);
    },
    z: undo,
    Escape: toList,
    '/': () => document.getElementById('search-leads')?.focus(),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

const at = (index: number) => {
  const window = leads.value;
  return window?.leads[index - window.offset];
};

function moveTo(index: number) {
  // After an accept the next lead stands where the open one was: go there, not past it.
  const here = at(cursor.value);
  const openIsGone =
    here !== undefined && here.id !== openLead.value && openLead.value !== undefined;
  const target = openIsGone && wide.matches && index === cursor.value + 1 ? cursor.value : index;
  cursor.value = target;
  if (!wide.matches) return;
  const line = at(target);
  arriving = !line;
  if (line) swap({ screen: 'bookings', lead: line.id });
}

function Chip(props: { on: boolean; label: string; count?: number | undefined; onPress(): void }) {
  return (
    <button type="button" class="chip" aria-pressed={props.on} onClick={props.onPress}>
      {props.label}
      {props.count !== undefined && (
        <span class="chip-count">{props.count.toLocaleString('en-US')}</span>
      )}
    </button>
  );
}

function Filters() {
  const totals = counts.value;
  const pressState = (value: LeadState | undefined) => () => {
    state.value = value;
  };
  const pressSeverity = (value: Severity) => () => {
    severity.value = severity.value === value ? undefined : value;
  };
  return (
    <div class="filters">
      <div class="chips" role="group" aria-label="State">
        <Chip on={state.value === undefined} label="All" onPress={pressState(undefined)} />
        <Chip
          on={state.value === 'new'}
          label="New"
          count={totals?.new}
          onPress={pressState('new')}
        />
        <Chip
          on={state.value === 'accepted'}
          label="Accepted"
          count={totals?.accepted}
          onPress={pressState('accepted')}
        />
      </div>
      <div class="chips" role="group" aria-label="Severity">
        <Chip
          on={severity.value === 'critical'}
          label="Critical"
          onPress={pressSeverity('critical')}
        />
        <Chip on={severity.value === 'urgent'} label="Urgent" onPress={pressSeverity('urgent')} />
      </div>
    </div>
  );
}

function since({ state, submittedOn }: LeadLine): string {
  if (state === 'accepted') return 'accepted';
  return submittedOn ? `waiting ${waiting(submittedOn)}` : 'no date given';
}

function Line({ line }: { line: LeadLine }) {
  return (
    <div class="line">
      <span class="line-name">{line.name || 'Name not given'}</span>
      <span class="line-time">{since(line)}</span>
      <span class="line-what">
        {line.alertType}
        {line.city && ` · ${line.city}`}
      </span>
      <span class="line-severity">
        <SeverityTag severity={line.severity} />
      </span>
      <span class={line.jobType ? 'line-job' : 'line-job line-open'}>
        <Icon name={line.jobType ? 'done' : 'open'} />
        {line.jobType ?? 'Job type open'}
        {line.jobType && line.businessUnit && ` · ${line.businessUnit}`}
      </span>
    </div>
  );
}

function Empty() {
  const total = counts.value;
  if (total && total.new + total.accepted > 0) {
    const filtered = text.value || severity.value || state.value === 'accepted';
    return (
      <div class="empty">
        <p>
          {filtered
            ? 'Nothing matches these filters.'
            : 'No leads waiting. All of them are accepted.'}
        </p>
        <button
          type="button"
          class="button"
          onClick={() => {
            text.value = '';
            severity.value = undefined;
            state.value = undefined;
            document.getElementById('search-leads')?.focus();
          }}
        >
          Show all leads
        </button>
      </div>
    );
  }
  return (
    <div class="empty">
      <p>
        No leads yet. Accept an agreement and turn its integration on; leads appear here by
        themselves.
      </p>
      <p class="empty-links">
        <a class="button" href={href({ screen: 'integrations' })}>
          Marketing Integrations
        </a>
        {(total?.held ?? 0) > 0 && <a href={href({ screen: 'held' })}>See what was held back</a>}
      </p>
    </div>
  );
}

export function Bookings() {
  const window = leads.value;
  const Live = liveStatus.value;
  const open = openLead.value !== undefined;
  const wasOpen = useRef(open);

  // Where one covers the other, focus goes with the one that shows.
  useEffect(() => {
    if (wasOpen.current === open) return;
    wasOpen.current = open;
    if (!wide.matches) document.getElementById(open ? 'lead-card' : 'leads')?.focus();
  }, [open]);

  const shown = card.value?.id === openLead.value ? card.value?.card : undefined;
  const named = shown && { ...shown, name: shown.contact.name ?? 'lead without a name' };

  const pick = (index: number, by: 'pointer' | 'key') => {
    const line = at(index);
    if (!line) return;
    cursor.value = index;
    arriving = false;
    if (wide.matches) swap({ screen: 'bookings', lead: line.id });
    else go({ screen: 'bookings', lead: line.id });
    if (by === 'key') document.getElementById('lead-card')?.focus();
  };

  return (
    <div class={open ? 'desk desk-open' : 'desk'}>
      <section class="queue" aria-label="List of leads">
        <div class="queue-head">
          <div class="row">
            <h1 tabIndex={-1}>Bookings</h1>
            <label class="sort">
              <span class="unseen">Sort by</span>
              <select
                class="select select-quiet"
                value={sort.value}
                onChange={({ currentTarget }) => {
                  sort.value = currentTarget.value as NonNullable<LeadQuery['sort']>;
                }}
              >
                <option value="waiting">Most pressing first</option>
                <option value="newest">Newest first</option>
                <option value="oldest">Oldest first</option>
              </select>
            </label>
          </div>
          {Live && <Live />}
          <div class="search">
            <Icon name="search" />
            <input
              id="search-leads"
              type="search"
              aria-label="Search leads"
              placeholder="Name, alert type or city"
              value={text.value}
              onInput={({ currentTarget }) => {
                text.value = currentTarget.value;
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
                event.preventDefault();
                document.getElementById('leads')?.focus();
              }}
            />
            <span class="key" aria-hidden="true">
              /
            </span>
          </div>
          <Filters />
        </div>
        {window && window.total > 0 && (
          <WindowedList
            key={question.value}
            id="leads"
            label="Leads"
            total={window.total}
            offset={window.offset}
            rows={window.leads}
            rowHeight={5.5}
            cursor={cursor.value}
            isSelected={(line) => line.id === openLead.value}
            onWindow={(offset, count) => {
              wanted.value = { offset, count };
            }}
            onCursor={moveTo}
            onPick={pick}
            // With the card in sight the keys mean that lead, never one that only the list shows.
            onKey={(event) => press(event, wide.matches ? named : at(cursor.value))}
          >
            {(line) => <Line line={line} />}
          </WindowedList>
        )}
        {window?.total === 0 && <Empty />}
        <div class="queue-foot">
          <p role="status">
            {window &&
              `${window.total.toLocaleString('en-US')} ${window.total === 1 ? 'lead' : 'leads'}`}
          </p>
          <p class="keys" aria-hidden="true">
            <span class="key">J</span> <span class="key">K</span> move <span class="key">A</span>{' '}
            accept <span class="key">Z</span> undo
          </p>
        </div>
      </section>
      <section
        class="detail"
        id="lead-card"
        tabIndex={-1}
        aria-label="Lead card"
        onKeyDown={(event) => press(event, named)}
      >
        {/* Where the card covers the list, the heading of the screen is here. */}
        <h1 class="unseen detail-title">Bookings</h1>
        {open && card.value?.id === openLead.value && (shown || window?.total) ? (
          <LeadCardView key={openLead.value} card={shown} onAccept={acceptHere} />
        ) : (
          !open &&
          window &&
          window.total > 0 && (
            <p class="detail-empty quiet">Choose a lead on the left to see its card.</p>
          )
        )}
      </section>
    </div>
  );
}
