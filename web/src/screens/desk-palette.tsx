import { useComputed, useSignal } from '@preact/signals';
import { Dialog } from '../parts/dialog';
import { go } from '../route';
import { about, close } from './desk-form';
import { acts, fitting, type Lead, others, over } from './lead-acts';
import { openTab } from './lead-filters';
import { bookingsLabel } from './lead-labels';
import { openCard } from './lead-open';

interface Command {
  label: string;
  key?: string;
  run(): void;
}

function commands(leads: readonly Lead[]): Command[] {
  const withLeads = acts.flatMap((one) => {
    const fit = fitting(one, leads);
    return fit.length === 0
      ? []
      : [{ label: `${one.label}: ${about(fit)}`, key: one.key, run: () => one.run(fit) }];
  });
  return [
    ...withLeads,
    { label: 'Take back', key: 'u', run: () => others.u?.() },
    { label: 'Do again', key: 'Shift U', run: () => others.U?.() },
    { label: `Go to ${bookingsLabel.value}`, run: () => openTab('bookings') },
    { label: 'Go to Follow Ups', run: () => openTab('follow_up') },
    { label: 'Go to Booked', run: () => openTab('booked') },
    { label: 'Go to Dismissed', run: () => openTab('dismissed') },
    { label: 'Go to Held back', run: () => go({ screen: 'held' }) },
    { label: 'Go to Marketing Integrations', run: () => go({ screen: 'integrations' }) },
    { label: 'Go to Job Type Mapping', run: () => go({ screen: 'mapping' }) },
    { label: 'Go to Validator', run: () => go({ screen: 'validator' }) },
    {
      label: 'Filters and saved filters',
      run: () => {
        over.value = { ask: 'filters' };
      },
    },
    {
      label: 'Keys',
      key: '?',
      run: () => {
        over.value = { ask: 'help' };
      },
    },
  ];
}

/** Everything by its name: a combobox that runs what is chosen. */
export function Palette() {
  const typed = useSignal('');
  const at = useSignal(0);
  const card = openCard.value?.card;
  const leads: Lead[] = card
    ? [{ id: card.id, name: card.contact.name ?? 'lead without a name', state: card.state }]
    : [];
  const found = useComputed(() => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean);
    return commands(leads).filter(({ label }) =>
      words.every((word) => label.toLowerCase().includes(word)),
    );
  }).value;
  const current = Math.min(at.value, found.length - 1);
  const run = (command: Command | undefined) => {
    if (!command) return;
    close();
    command.run();
  };
  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      at.value = Math.min(current + 1, found.length - 1);
    },
    ArrowUp: () => {
      at.value = Math.max(current - 1, 0);
    },
    Enter: () => run(found[current]),
  };
  return (
    <Dialog title="Commands" onClose={close}>
      <input
        class="input"
        role="combobox"
        aria-label="Command"
        aria-expanded="true"
        aria-controls="commands"
        aria-autocomplete="list"
        aria-activedescendant={current >= 0 ? `command-${current}` : undefined}
        autocomplete="off"
        autofocus
        value={typed.value}
        onInput={({ currentTarget }) => {
          typed.value = currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={(event) => {
          const key = keys[event.key];
          if (!key) return;
          event.preventDefault();
          key();
        }}
      />
      <ul class="commands" id="commands" role="listbox" aria-label="Commands">
        {found.map((command, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          <li
            key={command.label}
            id={`command-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => run(command)}
          >
            {command.label}
            {command.key && <kbd>{command.key.toUpperCase()}</kbd>}
          </li>
        ))}
        {found.length === 0 && <li class="quiet">Nothing is called like this.</li>}
      </ul>
    </Dialog>
  );
}
