import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { lock } from '../lock';
import { Icon } from '../parts/icon';
import { Erase } from '../screens/erase';
import * as store from '../store';
import { wrong } from './change';
import { PassphraseForm } from './form';
import { have } from './keys';
import { unlock } from './passphrase';

async function open(form: FormData) {
  const { value } = lock;
  const keys = value && (await unlock(String(form.get('passphrase')), value));
  if (!keys) return { field: 'passphrase', text: wrong };
  have(value, keys);
  await store.unlocked();
  return undefined;
}

/** What there is to see before somebody gives the passphrase. */
export function Unlock() {
  const erasing = useSignal(false);
  // A page heeds `autofocus` once, and may have been open before it was locked.
  useLayoutEffect(() => document.querySelector<HTMLElement>('[name=passphrase]')?.focus(), []);
  return (
    <div class="page page-text">
      <h1 tabIndex={-1}>
        <Icon name="lock" /> Locked
      </h1>
      <p>What this browser keeps of Leadloom is encrypted. Enter the passphrase to go on.</p>
      <PassphraseForm
        fields={[{ name: 'passphrase', label: 'Passphrase', autocomplete: 'current-password' }]}
        act="Unlock"
        acting="Unlocking …"
        onDone={open}
      />
      <details>
        <summary>The passphrase is forgotten</summary>
        <p>
          Then nobody can read what is kept here: not you, not who made Leadloom, not who hosts this
          page. Erase everything, then open your files again.
        </p>
        <p>
          <button
            type="button"
            class="button"
            onClick={() => {
              erasing.value = true;
            }}
          >
            Erase everything
          </button>
        </p>
      </details>
      {erasing.value && (
        <Erase
          onClose={() => {
            erasing.value = false;
          }}
        />
      )}
    </div>
  );
}
