import { useSignal } from '@preact/signals';
import type { CustomerHit } from 'leadloom/customers-client';
import { useEffect, useRef } from 'preact/hooks';
import { asked } from '../customers';
import { Icon } from '../parts/icon';
import { Tag } from '../parts/tag';
import { Pieces } from './lead-evidence';

const most = 8;

interface Props {
  onPick(id: string): void;
}

/** Finds a customer by anything of it, as you type: name, telephone, street, e-mail (M16). */
export function CustomerSearch({ onPick }: Props) {
  const hits = useSignal<readonly CustomerHit[] | undefined>(undefined);
  const active = useSignal(0);
  const spoken = useSignal('');
  const turn = useRef(0);
  const list = useRef<HTMLDivElement>(null);
  const found = hits.value ?? [];
  const open = hits.value !== undefined;
  const current = Math.min(active.value, found.length - 1);

  const close = () => {
    turn.current++;
    hits.value = undefined;
  };

  const type = async (text: string) => {
    const mine = ++turn.current;
    if (text.trim() === '') return close();
    const answer = await asked((of) => of.search(text, { count: most })).catch(() => undefined);
    if (mine !== turn.current) return;
    active.value = 0;
    hits.value = answer;
  };

  // As a screen reader hears it: only after typing has paused.
  useEffect(() => {
    const timer = setTimeout(() => {
      const count = found.length;
      spoken.value = !open
        ? ''
        : count === 0
          ? 'No customer found'
          : `${count} customer${count === 1 ? '' : 's'} found`;
    }, 400);
    return () => clearTimeout(timer);
  }, [hits.value]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const pick = (hit: CustomerHit | undefined) => {
    if (!hit) return;
    close();
    onPick(hit.id);
  };

  const keys: Record<string, () => void> = {
    ArrowDown: () => {
      active.value = (current + 1) % Math.max(1, found.length);
    },
    ArrowUp: () => {
      active.value = (current - 1 + found.length) % Math.max(1, found.length);
    },
    Enter: () => pick(found[current]),
    Escape: close,
  };

  return (
    <div class="customer-search">
      <div class="search">
        <Icon name="search" />
        <input
          id="find-customer"
          type="text"
          role="combobox"
          autocomplete="off"
          spellcheck={false}
          aria-label="Find a customer"
          placeholder="Find a customer: name, phone, street"
          aria-autocomplete="list"
          aria-expanded={open && found.length > 0}
          aria-controls="customers-found"
          aria-activedescendant={open && found.length > 0 ? `customer-${current}` : undefined}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onBlur={close}
          onKeyDown={(event) => {
            if (event.isComposing) return;
            // Closed, the key means the card.
            if (!open && event.key === 'Escape') return event.currentTarget.blur();
            const act = open && keys[event.key];
            if (!act) return;
            event.preventDefault();
            event.stopPropagation();
            act();
          }}
        />
        <span class="key" aria-hidden="true">
          C
        </span>
      </div>
      <div
        ref={list}
        id="customers-found"
        class="customers-found"
        role="listbox"
        aria-label="Customers found"
        hidden={!open || found.length === 0}
      >
        {found.map((hit, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
          <div
            key={hit.id}
            id={`customer-${index}`}
            class="choice"
            role="option"
            aria-selected={index === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(hit)}
          >
            <span class="strong">
              <Pieces pieces={hit.name} />
            </span>{' '}
            <span class="id quiet">{hit.id}</span>
            <Marks record={hit} />
            <span class="choice-note">
              <Pieces pieces={hit.address} />
            </span>
            {[...hit.phones, ...hit.emails].slice(0, 3).map((pieces, at) => (
              <span class="choice-note" key={at}>
                <Pieces pieces={pieces} />
              </span>
            ))}
          </div>
        ))}
      </div>
      {open && found.length === 0 && <p class="quiet">No customer is found by that.</p>}
      <p class="unseen" role="status">
        {spoken.value}
      </p>
    </div>
  );
}

/** What must be known of a record before it is taken. */
export function Marks({
  record,
}: {
  record: { active: boolean; doNotService: boolean; mergedToId?: string };
}) {
  return (
    <>
      {record.doNotService && (
        <Tag tone="bad" icon="ban">
          Do not service
        </Tag>
      )}
      {record.mergedToId ? (
        <Tag tone="warn" icon="warning">
          Merged into {record.mergedToId}
        </Tag>
      ) : (
        !record.active && (
          <Tag tone="warn" icon="warning">
            Inactive
          </Tag>
        )
      )}
    </>
  );
}
