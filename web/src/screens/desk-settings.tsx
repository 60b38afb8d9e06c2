import type { DeskSettings as Settings } from 'leadloom';
import { desk } from '../core';
import { changeAndSay, inTurn } from '../office';

const tabs: readonly Settings['firstTab'][] = ['Bookings', 'Job Booking'];

const numbers: readonly {
  name: Exclude<keyof Settings, 'firstTab'>;
  label: string;
  unit: string;
}[] = [
  { name: 'criticalMinutes', label: 'Answer a critical lead within', unit: 'minutes' },
  { name: 'urgentMinutes', label: 'Answer an urgent lead within', unit: 'minutes' },
  { name: 'episodeHours', label: 'A device’s episode ends after', unit: 'hours without an alert' },
];

const change = (settings: Partial<Settings>) =>
  inTurn(() => changeAndSay({ type: 'set_desk', ...settings }, 'The desk was changed.'));

/** How the office works with its leads: part of the set-up, for everybody. */
export function DeskSettings() {
  const now = desk.value;
  if (!now) return null;
  return (
    <fieldset class="desk-settings">
      <legend>For everybody in the office</legend>
      <label>
        The first tab is called
        <select
          class="select"
          value={now.firstTab}
          onChange={({ currentTarget }) =>
            change({ firstTab: currentTarget.value as Settings['firstTab'] })
          }
        >
          {tabs.map((label) => (
            <option key={label}>{label}</option>
          ))}
        </select>
      </label>
      {numbers.map(({ name, label, unit }) => (
        <label key={name}>
          {label}
          <span class="with-unit">
            <input
              class="input"
              type="number"
              min={1}
              value={now[name]}
              onChange={({ currentTarget }) => {
                // The core says what is too much; what is no number is none.
                if (currentTarget.value) change({ [name]: Number(currentTarget.value) });
                else currentTarget.value = String(now[name]);
              }}
            />
            {unit}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
