import { effect, signal } from '@preact/signals';
import { feeds, takeIn } from '../core';
import { sessions } from '../sign-in';
import { type Poller, poll, type Told } from './poll';

/** What is said of each live feed, here or in the tab that asks it, and when that was heard. */
export const told = signal<ReadonlyMap<string, Told & { heard: number }>>(new Map());

type Wish = 'state' | 'now' | 'visible';
type Said = { integration: string } & ({ told: Told } | { wish: Wish });

const tabs = new BroadcastChannel('leadloom live');
const say = (said: Said) => tabs.postMessage(said);

function hear(integration: string, said: Told) {
  told.value = new Map([...told.peek(), [integration, { ...said, heard: performance.now() }]]);
}

/** One tab asks a feed, and holds its lock; the others wait for that, and show what it says. */
class Watch {
  #poller: Poller | undefined;
  #over = new AbortController();
  /** Takes back the place in the queue for the lock. */
  #queued: AbortController | undefined;

  constructor(readonly integration: string) {
    say({ integration, wish: 'state' });
    if (navigator.locks) this.#queue();
    else this.#begin();
  }

  get leads() {
    return this.#poller !== undefined;
  }

  #begin() {
    const { integration } = this;
    const poller = poll(integration, () => {
      hear(integration, poller.told());
      say({ integration, told: poller.told() });
    });
    this.#poller = poller;
    poller.happen({ type: 'start' });
    if (!navigator.onLine) poller.happen({ type: 'offline' });
  }

  #queue(steal = false) {
    const queued = new AbortController();
    this.#queued?.abort();
    this.#queued = queued;
    const held = async () => {
      if (queued.signal.aborted) return;
      this.#begin();
      await new Promise((resolve) => this.#over.signal.addEventListener('abort', resolve));
    };
    const options = steal ? { steal } : { signal: queued.signal };
    navigator.locks.request(`leadloom feed ${this.integration}`, options, held).catch(() => {
      if (this.#queued !== queued || this.#over.signal.aborted) return;
      // A tab in which somebody has signed in has taken over.
      this.#poller?.end();
      this.#poller = undefined;
      this.#queue();
    });
  }

  /** Somebody is signed in here, and nobody where the feed is asked. */
  takeOver() {
    if (this.#poller) this.#poller.happen({ type: 'now' });
    else if (navigator.locks) this.#queue(true);
  }

  wish(wish: Wish) {
    const { integration } = this;
    if (!this.#poller) say({ integration, wish });
    else this.hear(wish);
  }

  /** What another tab wishes, or this one. */
  hear(wish: Wish) {
    const { integration } = this;
    if (!this.#poller) return;
    if (wish === 'state') say({ integration, told: this.#poller.told() });
    else this.#poller.happen({ type: wish });
  }

  line(type: 'online' | 'offline') {
    this.#poller?.happen({ type });
  }

  end() {
    this.#queued?.abort();
    this.#over.abort();
    this.#poller?.end();
    this.#poller = undefined;
  }
}

const watches = new Map<string, Watch>();

tabs.onmessage = ({ data }: MessageEvent<Said>) => {
  const watch = watches.get(data.integration);
  if (!watch) return;
  if ('wish' in data) return watch.hear(data.wish);
  if (watch.leads) return;
  hear(data.integration, data.told);
  if (data.told.phase === 'signed-out' && sessions.peek().has(data.integration)) watch.takeOver();
};

// A watch for each feed that is on.
effect(() => {
  const on = new Set(feeds.value.filter((feed) => feed.on).map(({ integration }) => integration));
  for (const [integration, watch] of watches) {
    if (on.has(integration)) continue;
    watch.end();
    watches.delete(integration);
    hear(integration, { phase: 'stopped' });
  }
  for (const integration of on) {
    if (!watches.has(integration)) watches.set(integration, new Watch(integration));
  }
});

// Somebody has signed in here.
effect(() => {
  for (const integration of sessions.value.keys()) watches.get(integration)?.takeOver();
});

addEventListener('online', () => {
  for (const watch of watches.values()) watch.line('online');
});
addEventListener('offline', () => {
  for (const watch of watches.values()) watch.line('offline');
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible') return;
  for (const watch of watches.values()) watch.wish('visible');
});

/** Asks a feed now, whatever its schedule says. */
export const askNow = (integration: string) => watches.get(integration)?.wish('now');

/** Changes a live feed, or begins one, whatever is read of it meanwhile. */
export async function alter(
  integration: string,
  change: { on: boolean; address?: string },
): Promise<void> {
  for (;;) {
    const before = feeds.peek().find((one) => one.integration === integration);
    const { address = before?.address } = change;
    if (address === undefined) return;
    // Elsewhere it is read from its beginning.
    const read = address === before?.address ? before : { integration, address };
    const turn = (before?.turn ?? 0) + 1;
    if ((await takeIn({ ...read, on: change.on, turn })) !== 'overtaken') return;
  }
}
