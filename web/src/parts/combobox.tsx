import { computed, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon';

export interface Choice {
  id: string;
  name: string;
  note?: string | undefined;
}

interface Question {
  label: string;
  choices: readonly Choice[];
  anchor: HTMLElement;
  onPick(id: string): void;
}

const most = 50;

/** There is one combobox on a page: whoever asks gets it, placed at the button that asked. */
const question = signal<Question | undefined>(undefined);
const typed = signal('');
const active = signal(0);
/** The count as a screen reader hears it: only after typing has paused. */
const spoken = signal('');

const wanted = computed(() => typed.value.toLowerCase().split(/\s+/).filter(Boolean));

const found = computed(() =>
  (question.value?.choices ?? []).filter(({ name }) => {
    const lower = name.toLowerCase();
    return wanted.value.every((word) => lower.includes(word));
  }),
);

export function ask(asked: Question) {
  typed.value = '';
  active.value = 0;
  question.value = asked;
}

/** The name with the words that were typed marked. */
function marked(name: string, words: readonly string[]): ComponentChildren {
  const lower = name.toLowerCase();
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) continue;
    const end = at + word.length;
    return [
      marked(name.slice(0, at), words),
      <mark key={at}>{name.slice(at, end)}</mark>,
      marked(name.slice(end), words),
    ];
  }
  return name;
}

function count(all: number): string {
  if (all === 0) return 'Nothing matches';
  if (all > most) return `${most} of ${all.toLocaleString('en-US')}, keep typing`;
  return all === 1 ? '1 match' : `${all} matches`;
}

export function Combobox() {
  const panel = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const { value: asked } = question;
  const all = found.value;
  const shown = all.slice(0, most);
  const current = Math.min(active.value, shown.length - 1);

  // In the same task as the press of the button: no key that follows it gets lost.
  useLayoutEffect(() => {
    if (!asked) return;
    asked.anchor.style.setProperty('anchor-name', '--combobox');
    panel.current?.showPopover();
    if (input.current) {
      input.current.value = '';
      input.current.focus();
    }
    return () => asked.anchor.style.removeProperty('anchor-name');
  }, [asked]);

  useEffect(() => {
    const timer = setTimeout(() => {
      spoken.value = asked ? count(all.length) : '';
    }, 300);
    return () => clearTimeout(timer);
  }, [all.length, asked]);

  useEffect(() => {
    panel.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const pick = (choice: Choice | undefined) => {
    if (!choice) return;
    panel.current?.hidePopover();
    asked?.onPick(choice.id);
  };

  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      active.value = (current + 1) % Math.max(1, shown.length);
    },
    ArrowUp: () => {
      active.value = (current - 1 + shown.length) % Math.max(1, shown.length);
    },
    Enter: () => pick(shown[current]),
  };

  return (
    <div
      ref={panel}
      class="combobox"
      popover="auto"
      onToggle={(event) => {
        if (event.newState === 'closed') question.value = undefined;
      }}
    >
      <label for="combobox-input">{asked?.label}</label>
      <div class="search">
        <Icon name="search" />
        <input
          ref={input}
          id="combobox-input"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          placeholder="Type to find"
          aria-autocomplete="list"
          aria-expanded={shown.length > 0}
          aria-controls="combobox-list"
          aria-activedescendant={shown.length > 0 ? `combobox-${current}` : undefined}
          onInput={({ currentTarget }) => {
            typed.value = currentTarget.value;
            active.value = 0;
          }}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            // Focus goes back to the button first, so that Tab goes on from there.
            if (event.key === 'Tab') return panel.current?.hidePopover();
            const act = keys[event.key];
            if (!act) return;
            event.preventDefault();
            act();
          }}
        />
      </div>
      <div id="combobox-list" role="listbox" aria-label={asked?.label} hidden={shown.length === 0}>
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
          <div
            key={choice.id}
            id={`combobox-${index}`}
            class="choice"
            role="option"
            aria-selected={index === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(choice)}
          >
            <span>{marked(choice.name, wanted.value)}</span>
            {choice.note && <span class="choice-note">{choice.note}</span>}
          </div>
        ))}
      </div>
      <p class="combobox-count" aria-hidden="true">
        {count(all.length)}
      </p>
      <p class="unseen" role="status">
        {spoken.value}
      </p>
    </div>
  );
}
