/** What lies over the desk: it comes with its first use, with the office that some of it asks. */
import { useSignal } from '@preact/signals';
import { act } from '../desk';
import { me } from '../me';
import { iso, local } from '../time';
import { Book } from './desk-book';
import { about, close, Form, hour, onDay } from './desk-form';
import { Keys } from './desk-keys';
import { Palette } from './desk-palette';
import { MakeRule } from './desk-rule';
import { over, type Question } from './lead-acts';
import { FilterDialog } from './lead-filter-dialog';

const whenCalled: { label: string; at(): string }[] = [
  { label: 'In an hour', at: () => local(Date.now() + hour) },
  { label: 'Tomorrow 9 AM', at: () => onDay(1, '09:00') },
  { label: 'In a week', at: () => onDay(7, '09:00') },
];

function FollowUp({ leads, next }: Question) {
  const at = useSignal(onDay(1, '09:00'));
  return (
    <Form
      title={`Follow up: ${about(leads)}`}
      act="Follow up"
      onDone={(form) => {
        const on = iso(String(form.get('on')));
        if (!on) return 'Say when to look at it again.';
        const note = String(form.get('note')).trim();
        return act(
          [{ type: 'follow_up_lead', on, ...(note && { note }) }],
          leads,
          'Follow-up',
          next,
        );
      }}
    >
      <p class="chips">
        {whenCalled.map(({ label, at: when }) => (
          <button
            key={label}
            type="button"
            class="chip"
            onClick={() => {
              at.value = when();
            }}
          >
            {label}
          </button>
        ))}
      </p>
      <label>
        On
        <input
          class="input"
          name="on"
          type="datetime-local"
          value={at.value}
          onInput={({ currentTarget }) => {
            at.value = currentTarget.value;
          }}
        />
      </label>
      <label>
        Note
        <textarea class="input" name="note" rows={3} />
      </label>
    </Form>
  );
}

const reasons = [
  'Handled by phone',
  'False alarm',
  'Cleared by itself',
  'Customer declined',
  'Not our customer',
  'Could not be reached',
];

function Dismiss({ leads, next }: Question) {
  return (
    <Form
      title={`Dismiss: ${about(leads)}`}
      act="Dismiss"
      onDone={(form) => {
        const reason = String(form.get('other')).trim() || String(form.get('reason') ?? '');
        if (!reason) return 'Say why.';
        return act([{ type: 'dismiss_lead', reason }], leads, 'Dismissed', next);
      }}
    >
      <fieldset class="reasons">
        <legend>Why</legend>
        {reasons.map((reason) => (
          <label key={reason}>
            <input type="radio" name="reason" value={reason} />
            {reason}
          </label>
        ))}
      </fieldset>
      <label>
        Another reason
        <input class="input" name="other" type="text" autocomplete="off" />
      </label>
    </Form>
  );
}

function Assign({ leads }: Question) {
  return (
    <Form
      title={`Assign: ${about(leads)}`}
      act="Assign"
      onDone={(form) => {
        const to = String(form.get('to')).trim();
        return act(
          [{ type: 'assign_lead', to }],
          leads,
          to ? `Assigned to ${to}` : 'Assigned to nobody',
        );
      }}
    >
      <label>
        To
        <input class="input" name="to" type="text" defaultValue={me.value.name} />
      </label>
      <p class="quiet">Left empty, to nobody.</p>
    </Form>
  );
}

export function OverDesk() {
  const now = over.value;
  switch (now?.ask) {
    case 'follow-up':
      return <FollowUp {...now} />;
    case 'book':
      return <Book {...now} />;
    case 'dismiss':
      return <Dismiss {...now} />;
    case 'assign':
      return <Assign {...now} />;
    case 'rule':
      return <MakeRule {...now} />;
    case 'filters':
      return <FilterDialog onClose={close} />;
    case 'help':
      return <Keys />;
    case 'palette':
      return <Palette />;
    default:
      return null;
  }
}
