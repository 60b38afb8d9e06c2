import { effect } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { counts, ready, refusal } from './core';
import { locked } from './lock';
import { ErrorSummary } from './parts/error-summary';
import { FailureBanner } from './parts/failure-banner';
import { late } from './parts/late';
import { Shell } from './parts/shell';
import { Toast } from './parts/toast';
import { Unsaved } from './parts/unsaved';
import { type Screen, screen } from './route';
import { Bookings } from './screens/bookings';
import { Held } from './screens/held';
import { bookingsLabel } from './screens/lead-labels';
import { Validator } from './screens/validator';

type Settings = typeof import('./screens/settings');

const setting = (title: string, name: keyof Settings) => ({
  title,
  view: late(
    async () => (await import('./screens/settings'))[name],
    <header class="page-head">
      <h1 tabIndex={-1}>{title}</h1>
    </header>,
  ),
});

const screens: Record<Screen, { title: string; view: ComponentType }> = {
  bookings: { title: 'Bookings', view: Bookings },
  held: { title: 'Held back', view: Held },
  history: setting('History', 'History'),
  integrations: setting('Marketing Integrations', 'Integrations'),
  mapping: setting('Job Type Mapping', 'Mapping'),
  'set-up': setting('Integration Set-up', 'SetUp'),
  validator: { title: 'Validator', view: Validator },
};

const Unlock = late(async () => (await import('./lock/unlock')).Unlock, <h1>Locked</h1>);

effect(() => {
  if (locked.value) {
    document.title = 'Locked · Leadloom';
    return;
  }
  const { title } = screens[screen.value];
  const fresh = screen.value === 'bookings' ? counts.value?.new : undefined;
  const named = screen.value === 'bookings' ? bookingsLabel.value : title;
  const count = fresh ? `(${fresh.toLocaleString('en-US')}) ` : '';
  document.title = `${refusal.value ? 'Error: ' : ''}${count}${named} · Leadloom`;
});

export function App() {
  const main = useRef<HTMLElement>(null);
  const entered = useRef(screen.value);
  const { view: View } = screens[screen.value];

  // A new screen begins at its heading, for eyes and for screen readers.
  useEffect(() => {
    if (entered.current === screen.value) return;
    entered.current = screen.value;
    refusal.value = undefined;
    main.current?.querySelector<HTMLElement>('h1')?.focus();
  }, [screen.value]);

  if (locked.value) {
    return (
      <>
        <main class="main main-locked">
          <FailureBanner />
          <Unlock />
        </main>
        <Toast />
      </>
    );
  }
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Shell />
      <main ref={main} class={`main main-${screen.value}`} tabIndex={-1}>
        <FailureBanner />
        <Unsaved />
        <ErrorSummary />
        {ready.value ? <View /> : <Starting title={screens[screen.value].title} />}
      </main>
      <Toast />
    </>
  );
}

function Starting({ title }: { title: string }) {
  return (
    <div class="page">
      <h1 tabIndex={-1}>{title}</h1>
    </div>
  );
}
