import { counts } from '../core';
import { href } from '../route';
import { over } from './lead-acts';
import { filter, hidden, openTab, plain, searchOf, set, type Tab } from './lead-filters';
import { bookingsLabel } from './lead-labels';

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

/** What the desk is divided into (M14, M18). What was held back is a screen of its own. */
export function Tabs() {
  const all = counts.value;
  const tabs: { tab: Tab; label: string; count: number | undefined }[] = [
    { tab: 'bookings', label: bookingsLabel.value, count: all && all.new + all.accepted },
    { tab: 'follow_up', label: 'Follow Ups', count: all?.followUp },
    { tab: 'booked', label: 'Booked', count: all?.booked },
    { tab: 'dismissed', label: 'Dismissed', count: all?.dismissed },
  ];
  return (
    <nav class="tabs" aria-label="Leads by state">
      {tabs.map(({ tab, label, count }) => (
        <a
          key={tab}
          href={href({ screen: 'bookings', search: searchOf({ ...plain, tab }) })}
          aria-current={filter.value.tab === tab ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            openTab(tab);
          }}
        >
          {label}
          {count !== undefined && <span class="chip-count">{count.toLocaleString('en-US')}</span>}
        </a>
      ))}
      <a href={href({ screen: 'held' })}>
        Held back
        {all && <span class="chip-count">{(all.held + all.setAside).toLocaleString('en-US')}</span>}
      </a>
    </nav>
  );
}

export function Filters() {
  const all = counts.value;
  const { tab, state, severity } = filter.value;
  const pressSeverity = (value: 'critical' | 'urgent') => () =>
    set({ severity: severity === value ? '' : value });
  return (
    <div class="filters">
      {tab === 'bookings' && (
        <div class="chips" role="group" aria-label="State">
          <Chip on={state === 'open'} label="All" onPress={() => set({ state: 'open' })} />
          <Chip
            on={state === 'new'}
            label="New"
            count={all?.new}
            onPress={() => set({ state: 'new' })}
          />
          <Chip
            on={state === 'accepted'}
            label="Accepted"
            count={all?.accepted}
            onPress={() => set({ state: 'accepted' })}
          />
        </div>
      )}
      <div class="chips" role="group" aria-label="Severity">
        <Chip on={severity === 'critical'} label="Critical" onPress={pressSeverity('critical')} />
        <Chip on={severity === 'urgent'} label="Urgent" onPress={pressSeverity('urgent')} />
        <button
          type="button"
          class="chip"
          aria-haspopup="dialog"
          onClick={() => {
            over.value = { ask: 'filters' };
          }}
        >
          Filters
          {hidden.value > 0 && <span class="chip-count">{hidden.value}</span>}
        </button>
      </div>
    </div>
  );
}
