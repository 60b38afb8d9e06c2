import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { fail, feeds } from '../core';
import { Icon, type IconName } from '../parts/icon';
import { Switch } from '../parts/switch';
import { go } from '../route';
import { leave, portals } from '../sign-in';
import { alter, askNow, told } from './leader';
import type { Told } from './poll';
import type { Phase } from './schedule';
import { saying } from './words';

const icons: Record<Phase, IconName> = {
  asking: 'clock',
  fresh: 'done',
  failing: 'warning',
  'signed-out': 'person',
  offline: 'ban',
  stopped: 'open',
};

/** What a change means to who does not see it; seconds are nobody's news. */
const news: Partial<Record<Phase, string>> = {
  failing: 'The live feed does not answer. It is tried again.',
  'signed-out': 'The live feed needs somebody to sign in.',
  offline: 'Offline. The live feed waits.',
  stopped: 'The live feed is paused.',
};

export const notChanged = fail('The live feed was not changed');

export const turn = (integration: string, on: boolean) =>
  alter(integration, { on }).then(
    () => true,
    (cause) => {
      notChanged(cause);
      return false;
    },
  );

/** Where somebody signs in, which ends in the step of its accounts. */
function signInAgain(integration: string) {
  go({ screen: 'set-up', integration, step: 'accounts' });
  if (portals.value[integration]) leave(integration);
}

const waiting: Told & { heard: number } = { phase: 'asking', heard: 0 };

function Feed({ integration, on }: { integration: string; on: boolean }) {
  const tick = useSignal(performance.now());
  useEffect(() => {
    const timer = setInterval(() => {
      tick.value = performance.now();
    }, 1000);
    return () => clearInterval(timer);
  }, [tick]);
  const now = on
    ? (told.value.get(integration) ?? waiting)
    : { ...waiting, phase: 'stopped' as const };
  const words = saying(now, Math.max(0, tick.value - now.heard));
  return (
    <li class={`live-feed live-${now.phase}`}>
      <Icon name={icons[now.phase]} />
      <span class="live-words" title={now.why}>
        {now.phase === 'signed-out' ? (
          <button type="button" class="link" onClick={() => signInAgain(integration)}>
            {words}
          </button>
        ) : (
          words
        )}
        {now.why && <span class="quiet block">{now.why}</span>}
      </span>
      <span class="unseen" role="status">
        {news[now.phase]}
      </span>
      {on && (
        <button
          type="button"
          class="button button-small"
          aria-label={`Look now for new alerts of ${integration}`}
          onClick={() => askNow(integration)}
        >
          Look now
        </button>
      )}
      <Switch
        label={`Live feed of ${integration}`}
        checked={on}
        onSwitch={(wanted) => turn(integration, wanted)}
      />
    </li>
  );
}

/** How each live feed is doing, beside the leads that come from it. */
export function LiveStatus() {
  if (feeds.value.length === 0) return null;
  return (
    <ul class="live" aria-label="Live feeds">
      {feeds.value
        .toSorted((a, b) => a.integration.localeCompare(b.integration))
        .map(({ integration, on }) => (
          <Feed key={integration} integration={integration} on={on} />
        ))}
    </ul>
  );
}
