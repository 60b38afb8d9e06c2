import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { customersRead } from '../core';
import { Icon } from '../parts/icon';

const view = signal<ComponentType | undefined>(undefined);
const missing = signal(false);

/** The screen is a script of its own, for few open it. */
async function bring(): Promise<void> {
  try {
    view.value = (await import('./validator-view')).ValidatorView;
    missing.value = false;
  } catch {
    missing.value = true;
  }
}

// When nothing else is to be done; so that it is there when the network is not.
const idle = customersRead.subscribe((read) => {
  if (!read) return;
  setTimeout(() => idle());
  setTimeout(() => bring().catch(() => {}), 1_000);
});

export function Validator() {
  useEffect(() => {
    if (!view.value) bring();
  }, []);
  const { value: View } = view;
  return (
    <div class="page validator">
      <header class="page-head">
        <h1 tabIndex={-1}>Validator</h1>
        <p class="quiet">
          Checks set-up, tenant, mapping tables and alerts against each other.{' '}
          <span class="private">
            <Icon name="lock" /> Nothing leaves this machine.
          </span>
        </p>
      </header>
      {View && <View />}
      {missing.value && (
        <div class="callout" role="alert">
          <Icon name="warning" />
          <p>This screen could not be loaded. It needs the network the first time.</p>
          <button type="button" class="button button-small" onClick={bring}>
            Try again
          </button>
        </div>
      )}
    </div>
  );
}
