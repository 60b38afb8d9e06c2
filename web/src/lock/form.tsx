import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../parts/icon';

export interface Field {
  name: string;
  label: string;
  autocomplete: 'current-password' | 'new-password';
  hint?: string;
}

/** What is wrong, and with which field. */
export interface Wrong {
  field: string;
  text: string;
}

interface Props {
  fields: readonly Field[];
  act: string;
  /** What it says while it works: a passphrase is slow by intent. */
  acting: string;
  bad?: boolean;
  children?: ComponentChildren;
  onDone(form: FormData): Promise<Wrong | undefined>;
}

/** Passphrases, which can be shown, and something that is done with them. */
export function PassphraseForm({ fields, act, acting, bad, children, onDone }: Props) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const shown = useSignal(false);
  const busy = useSignal(false);
  const wrong = useSignal<Wrong | undefined>(undefined);
  return (
    <form
      ref={form}
      class="act-form"
      onSubmit={async (event) => {
        event.preventDefault();
        if (busy.value) return;
        busy.value = true;
        wrong.value = undefined;
        wrong.value = await onDone(new FormData(event.currentTarget));
        busy.value = false;
        const { value } = wrong;
        if (value) form.current?.querySelector<HTMLInputElement>(`[name=${value.field}]`)?.select();
      }}
    >
      {fields.map(({ name, label, autocomplete, hint }, index) => {
        const said = wrong.value?.field === name ? wrong.value.text : undefined;
        const about = `${id}-${name}`;
        return (
          <div key={name}>
            <label>
              {label}
              <input
                class="input"
                name={name}
                {...({ type: shown.value ? 'text' : 'password' } as { type: 'password' })}
                autocomplete={autocomplete}
                autocapitalize="none"
                spellcheck={false}
                autofocus={index === 0}
                aria-invalid={said !== undefined}
                aria-describedby={said || hint ? about : undefined}
              />
            </label>
            {said ? (
              <p class="field-error" id={about} role="alert">
                <Icon name="error" /> {said}
              </p>
            ) : (
              hint && (
                <p class="quiet" id={about}>
                  {hint}
                </p>
              )
            )}
          </div>
        );
      })}
      <div class="reasons">
        <label>
          <input
            type="checkbox"
            checked={shown.value}
            onChange={({ currentTarget }) => {
              shown.value = currentTarget.checked;
            }}
          />
          Show what is typed
        </label>
      </div>
      {children}
      <p class="row">
        <button
          type="submit"
          class={`button ${bad ? 'button-bad' : 'button-main'}`}
          aria-disabled={busy.value}
        >
          {act}
        </button>
        <span role="status">{busy.value && acting}</span>
      </p>
    </form>
  );
}
