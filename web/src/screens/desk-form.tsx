import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
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

interface FormProps {
  title: string;
  act: string;
  children: ComponentChildren;
  /** Answers what is missing, and does it where nothing is. */
  onDone(form: FormData): string | undefined;
}

/** A question with an answer that something is done with. */
export function Form({ title, act: label, children, onDone }: FormProps) {
  const missing = useSignal('');
  return (
    <Dialog title={title} onClose={close}>
      <form
        class="act-form"
        onSubmit={(event) => {
          event.preventDefault();
          missing.value = onDone(new FormData(event.currentTarget)) ?? '';
          if (!missing.value) close();
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
