import { computed, effect, signal } from '@preact/signals';
import type { LeadLine, LeadQuery } from 'leadloom';
import { useEffect, useRef } from 'preact/hooks';
import { answer, core, counts } from '../core';
import { openLead, picked } from '../desk';
import { liveStatus } from '../live';
import { Icon } from '../parts/icon';
import { late } from '../parts/late';
import { SeverityTag } from '../parts/tag';
import { WindowedList } from '../parts/windowed-list';
import { go, href, screen, swap } from '../route';
import { now, relative, waiting } from '../time';
import { acts, fitting, type Lead, others, over } from './lead-acts';
import { LeadCardView } from './lead-card';
import { Filters, Tabs } from './lead-filter-bar';
import { filter, plain, query, searchOf, set } from './lead-filters';
import { pickCandidate } from './lead-job';
import { bookingsLabel } from './lead-labels';
import { openCard } from './lead-open';
import { Picked, toggle } from './lead-picks';

const OverDesk = late(async () => (await import('./over-desk')).OverDesk, undefined);

/** Which rows the list wants; the core answers this one window. */
const wanted = signal({ offset: 0, count: 100 });
/** Index of the active row. */
const cursor = signal(-1);

/** The list begins anew, scrolled to its top, when the question changes. */
const question = computed(() => JSON.stringify(query.value));

effect(() => {
  question.value;
  wanted.value = { offset: 0, count: 100 };
  cursor.value = -1;
  picked.value = new Map();
});

/** A lead in the list as it is filtered. */
const leadAt = (lead?: string) =>
  ({ screen: 'bookings', ...(lead && { lead }), search: searchOf(filter.peek()) }) as const;

/** A window of the list, and the question that it answers. */
const leads = answer(() => {
  const of = question.value;
  if (screen.value !== 'bookings') return undefined;
  const at = openLead.peek();
  return core
    .leads({ ...query.value, ...wanted.value, ...(at && { at }) })
    .then((window) => ({ ...window, of, at }));
});

/** List and card side by side? Otherwise the card slides over the list. */
const wide = matchMedia('(width >= 60rem)');

/** The active row was moved beyond the window; its lead opens when it arrives. */
let arriving = false;

/** A link may lead to a lead far down: then the first list goes there. */
let linked = true;

// The active row follows the open lead when the list is sorted anew.
effect(() => {
  const window = leads.value;
  const id = openLead.value;
  if (!window) return;
  if (arriving) {
    const line = window.leads[cursor.peek() - window.offset];
    if (!line) return;
    arriving = false;
    swap(leadAt(line.id));
    return;
  }
  const index = window.leads.findIndex((line) => line.id === id);
  if (index >= 0) cursor.value = window.offset + index;
  else if (linked && window.at === id && window.index !== undefined) cursor.value = window.index;
  linked = false;
});

// With room for both, the first lead is open from the start.
effect(() => {
  // Not of a list that was shown before.
  const first = leads.value?.of === question.value ? leads.value?.leads[0] : undefined;
  if (first && screen.value === 'bookings' && openLead.value === undefined && wide.matches) {
    swap(leadAt(first.id));
  }
});

/** From the card back to the list, which on a small screen it covers. */
function toList() {
  if (wide.matches) document.getElementById('leads')?.focus();
  else go(leadAt());
}

const nameOf = (name: string | undefined) => name || 'lead without a name';

const asLead = ({ id, name, state }: LeadLine): Lead => ({ id, name: nameOf(name), state });

/** The lead to go on with: the next of the list that is in none of `leads`, else the one before. */
function after(done: readonly Lead[]): string | undefined {
  const lines = leads.peek()?.leads ?? [];
  const gone = new Set(done.map(({ id }) => id));
  const last = lines.findLastIndex(({ id }) => gone.has(id));
  if (last < 0) return undefined;
  const stays = ({ id }: LeadLine) => !gone.has(id);
  return (lines.slice(last + 1).find(stays) ?? lines.slice(0, last).findLast(stays))?.id;
}

/** Does what a key or a button stands for with the leads that it fits. */
export function run(key: string, leads: readonly Lead[]): boolean {
  const one = acts.find((each) => each.key === key);
  const fit = one && fitting(one, leads);
  if (!one || !fit || fit.length === 0) return false;
  // Only where the list shows one state do leads go from it.
  one.run(
    fit,
    filter.peek().state === 'open' && filter.peek().tab === 'bookings' ? undefined : after(fit),
  );
  return true;
}

/** One key each, and only while the list or the card has the focus. */
function press(event: KeyboardEvent, line: Lead | undefined) {
  const inField =
    event.target instanceof Element && event.target.matches('input, select, textarea');
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  // Typed for what is about to lie over the desk.
  if (over.peek()) return;
  const chosen = [...picked.peek().values()];
  const keys: Record<string, () => void> = {
    ...others,
    x: () => {
      const here = at(cursor.value);
      if (!here) return;
      toggle(asLead(here));
      moveTo(Math.min(cursor.value + 1, (leads.peek()?.total ?? 1) - 1));
    },
    Escape: () => {
      if (chosen.length > 0) picked.value = new Map();
      else toList();
    },
    '/': () => document.getElementById('search-leads')?.focus(),
    c: () => document.getElementById('find-customer')?.focus(),
  };
  const key = keys[event.key];
  const meant = chosen.length > 0 ? chosen : line ? [line] : [];
  if (key) key();
  else if (!run(event.key, meant) && !pickCandidate(event.key)) return;
  event.preventDefault();
}

addEventListener('keydown', (event) => {
  if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || screen.value !== 'bookings') return;
  event.preventDefault();
  over.value = { ask: 'palette' };
});

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
  if (line) swap(leadAt(line.id));
}

/** How long it has been waiting, or what comes next. */
function Since({ line }: { line: LeadLine }) {
  const { state, submittedOn, respondBy, firstResponseAt } = line;
  if (state === 'follow_up') return <>call {relative(line.followUpOn ?? '')}</>;
  if (state === 'booked') return <>{relative(line.start ?? '')}</>;
  if (state !== 'new') return <>{state}</>;
  if (!submittedOn) return <>no date given</>;
  const overdue = respondBy && !firstResponseAt && Date.parse(respondBy) < now.value;
  return (
    <span class={overdue ? 'overdue' : undefined}>
      waiting {waiting(submittedOn)}
      {overdue && <span class="unseen">, longer than it should</span>}
    </span>
  );
}

function Line({ line }: { line: LeadLine }) {
  return (
    <div class="line">
      <span class="line-name">
        {picked.value.has(line.id) && (
          <>
            <Icon name="check" />
            <span class="unseen">Picked: </span>
          </>
        )}
        {line.name || 'Name not given'}
      </span>
      <span class="line-time">
        <Since line={line} />
      </span>
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
        {line.assignedTo && <span class="line-who">{line.assignedTo}</span>}
      </span>
    </div>
  );
}

const plainTab = () =>
  JSON.stringify({ ...filter.value, sort: '' }) ===
  JSON.stringify({ ...plain, tab: filter.value.tab, sort: '' });

const nothingIn = {
  bookings: 'No leads waiting. All of them are taken care of.',
  follow_up: 'Nothing to follow up. A lead that is to be looked at again is put here by F.',
  booked: 'Nothing booked yet.',
  dismissed: 'Nothing dismissed.',
} as const;

function Empty() {
  const total = counts.value;
  const { tab } = filter.value;
  const all = total && total.new + total.accepted + total.followUp + total.booked + total.dismissed;
  if (!plainTab() || all) {
    return (
      <div class="empty">
        <p>{plainTab() ? nothingIn[tab] : 'Nothing matches these filters.'}</p>
        {(tab === 'bookings' || !plainTab()) && (
          <button
            type="button"
            class="button"
            onClick={() => {
              set({ ...plain, tab, state: 'open', sort: filter.value.sort });
              document.getElementById('search-leads')?.focus();
            }}
          >
            Show all leads
          </button>
        )}
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

const sorts: Record<NonNullable<LeadQuery['sort']>, string> = {
  waiting: 'Most pressing first',
  newest: 'Newest first',
  oldest: 'Oldest first',
  due: 'Next to call first',
};

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

  const known = openCard.value?.id === openLead.value ? openCard.value : undefined;
  const shown = known?.card;
  const current: Lead | undefined = shown && {
    id: shown.id,
    name: nameOf(shown.contact.name),
    state: shown.state,
  };

  const pick = (index: number, by: 'pointer' | 'key', event?: MouseEvent) => {
    const line = at(index);
    if (!line) return;
    if (event?.ctrlKey || event?.metaKey) return toggle(asLead(line));
    if (event?.shiftKey && cursor.value >= 0) {
      const [from, to] = [Math.min(cursor.value, index), Math.max(cursor.value, index)];
      for (let each = from; each <= to; each++) {
        const one = at(each);
        if (one) toggle(asLead(one), true);
      }
      return;
    }
    cursor.value = index;
    arriving = false;
    if (wide.matches) swap(leadAt(line.id));
    else go(leadAt(line.id));
    if (by === 'key') document.getElementById('lead-card')?.focus();
  };

  const active = () => {
    const line = at(cursor.value);
    return line && asLead(line);
  };

  return (
    <>
      <div class={open ? 'desk desk-open' : 'desk'}>
        <section class="queue" aria-label="List of leads">
          <div class="queue-head">
            <div class="row">
              <h1 tabIndex={-1}>{bookingsLabel.value}</h1>
              <label class="sort">
                <span class="unseen">Sort by</span>
                <select
                  class="select select-quiet"
                  value={filter.value.sort}
                  onChange={({ currentTarget }) =>
                    set({ sort: currentTarget.value as NonNullable<LeadQuery['sort']> })
                  }
                >
                  {Object.entries(sorts).map(
                    ([value, label]) =>
                      (value !== 'due' || filter.value.tab === 'follow_up') && (
                        <option key={value} value={value}>
                          {label}
                        </option>
                      ),
                  )}
                </select>
              </label>
            </div>
            <Tabs />
            {Live && <Live />}
            <div class="search">
              <Icon name="search" />
              <input
                id="search-leads"
                type="search"
                aria-label="Search leads"
                placeholder="Name, alert type or city"
                value={filter.value.text}
                onInput={({ currentTarget }) => set({ text: currentTarget.value })}
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
              onKey={(event) => press(event, wide.matches ? current : active())}
            >
              {(line) => <Line line={line} />}
            </WindowedList>
          )}
          {window?.total === 0 && <Empty />}
          <Picked run={run} />
          <div class="queue-foot">
            <p role="status">
              {window &&
                `${window.total.toLocaleString('en-US')} ${window.total === 1 ? 'lead' : 'leads'}`}
            </p>
            <p class="keys" aria-hidden="true">
              <span class="key">J</span> <span class="key">K</span> move <span class="key">A</span>{' '}
              accept <span class="key">U</span> undo <span class="key">?</span> keys
            </p>
          </div>
        </section>
        <section
          class="detail"
          id="lead-card"
          tabIndex={-1}
          aria-label="Lead card"
          onKeyDown={(event) => press(event, current)}
        >
          {/* Where the card covers the list, the heading of the screen is here. */}
          <h1 class="unseen detail-title">{bookingsLabel.value}</h1>
          {open && known && (shown || window?.total) ? (
            <LeadCardView key={openLead.value} card={shown} run={run} />
          ) : (
            !open &&
            window &&
            window.total > 0 && (
              <p class="detail-empty quiet">Choose a lead on the left to see its card.</p>
            )
          )}
        </section>
      </div>
      {over.value && <OverDesk />}
    </>
  );
}
