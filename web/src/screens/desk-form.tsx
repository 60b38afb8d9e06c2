import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { refusal } from '../core';
import type { Named } from '../desk';
import { Dialog } from '../parts/dialog';
import { Icon } from '../parts/icon';
import { local } from '../time';
import { over } from './lead-acts';

export const close = () => {
  over.value = undefined;
};

export const about = (leads: readonly Named[]) =>
  leads.length === 1 ? (leads[0]?.name ?? '') : `${leads.length} leads`;

/** What the core has said against it, told here and nowhere else. */
function refused(): string {
  const said = refusal.peek()?.findings.map(({ rule, message }) => `${message} (${rule})`);
  refusal.value = undefined;
  return said?.join(' ') ?? 'It was not done. Try again.';
}

interface FormProps {
  title: string;
  act: string;
  children: ComponentChildren;
  /** Answers what is missing, or does it and answers whether it was done. */
  onDone(form: FormData): string | Promise<boolean>;
}

/** A question with an answer that something is done with. */
export function Form({ title, act: label, children, onDone }: FormProps) {
  const missing = useSignal('');
  return (
    <Dialog title={title} onClose={close}>
      <form
        class="act-form"
        onSubmit={async (event) => {
          event.preventDefault();
          const done = await onDone(new FormData(event.currentTarget));
          if (done === true) return close();
          // What was typed stays: it may be put right.
          missing.value = done || refused();
        }}
      >
        {children}
        {missing.value && (
          <p class="field-error" role="alert">
            <Icon name="error" /> {missing.value}
          </p>
        )}
        <p class="row">
          <button type="submit" class="button button-main">
            {label}
          </button>
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
        </p>
      </form>
    </Dialog>
  );
}

export const hour = 3_600_000;

/** `days` on, at an hour of the tenant's clock. */
export const onDay = (days: number, at: string) =>
  `${local(Date.now() + days * 24 * hour).slice(0, 10)}T${at}`;
