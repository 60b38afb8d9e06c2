import { counts } from '../core';
import { go } from '../route';
import { over } from './lead-acts';
import { filter, hidden, openTab, set, type Tab } from './lead-filters';
import { bookingsLabel } from './lead-labels';

function Chip(props: { on: boolean; label: string; count?: number | undefined; onPress(): void }) {
  return (
    <button type="button" class="chip" aria-pressed={props.on} onClick={props.onPress}>
      {props.label}
      <Count of={props.count} />
    </button>
  );
}

function Count({ of }: { of: number | undefined }) {
  return of === undefined ? null : <span class="chip-count">{of.toLocaleString('en-US')}</span>;
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
    <div class="tabs" role="group" aria-label="Leads by what was done">
      {tabs.map(({ tab, label, count }) => (
        <button
          key={tab}
          type="button"
          aria-current={filter.value.tab === tab ? 'true' : undefined}
          onClick={() => openTab(tab)}
        >
          {label}
          <Count of={count} />
        </button>
      ))}
      <button type="button" onClick={() => go({ screen: 'held' })}>
        Held back
        <Count of={all && all.held + all.setAside} />
      </button>
    </div>
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
