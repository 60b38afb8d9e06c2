import { effect, signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { complete, fail } from './core';
import type { Session } from './portal/session';
import { screen, swap } from './route';

/**
 * Signing in at a partner's portal, as far as the page needs it at once; the rest comes when somebody
 * signs in.
 */

/** Where the partners' portals are and what they call this program, by integration. */
export type Portals = Record<string, { issuer: string; client: string }>;

export interface PortalAccount {
  id: string;
  name: string;
  profiles: { id: string; name: string }[];
}

/** What to do next after something went wrong: sign in again, or with other credentials. */
export type Next = 'again' | 'others';

export type SignIn = { integration: string } & (
  | { phase: 'leaving' | 'pairing' }
  | { phase: 'choosing'; accounts: PortalAccount[] }
  /** `others`: it was begun with other credentials, and goes on with them. */
  | { phase: 'problem'; others: boolean; title: string; text: string; next: Next }
);

/** The sign-in that is under way. */
export const signIn = signal<SignIn | undefined>(undefined);
/** Shows it; here once somebody has begun one. */
export const view = signal<ComponentType | undefined>(undefined);
export const portals = signal<Portals>({});
/** Addresses of live feeds that the host names, by integration. */
export const feedsOffered = signal<Record<string, string>>({});
/** Where this host takes requests to ServiceTitan; nothing where it takes none. */
export const handOverTo = signal<string | undefined>(undefined);
/** Who is signed in, by integration, as long as this page is open. */
export const sessions = signal<ReadonlyMap<string, Session>>(new Map());

const load = () => import('./portal/panel');
const failed = fail('The sign-in did not start', 'Check the connection, then try again.');

/** Leaves for the portal. `others`: with other credentials than those it may still know. */
export function leave(integration: string, others = false): void {
  load().then(({ Panel, begin }) => {
    view.value = Panel;
    return begin(integration, others);
  }, failed);
}

/** Goes on where the portal sends people back: `?code=…&state=…`, or `?error=…&state=…`. */
export function comeBack(): void {
  const query = new URLSearchParams(location.search);
  if (!query.has('state')) return;
  // A code works once and is nobody's business: out of the address and the history.
  history.replaceState(history.state, '', location.pathname);
  swap({ screen: 'integrations' });
  load().then(({ Panel, finish }) => {
    view.value = Panel;
    return finish(query);
  }, failed);
}

/** What a host says of a partner: its portal, its live feed, or both. */
type Row = Partial<Portals[string]> & { feed?: string };

/** Learns where the portals are. A host that has none says so with an empty list. */
function readPortals(): void {
  fetch('./portals.json')
    .then((answer) => answer.json())
    .then(({ handOver, ...read }: Record<string, Row> & { handOver?: { address: string } }) => {
      handOverTo.value = handOver?.address;
      const rows = Object.entries(read);
      portals.value = Object.fromEntries(
        rows.flatMap(([id, { issuer, client }]) =>
          issuer && client ? [[id, { issuer, client }]] : [],
        ),
      );
      feedsOffered.value = Object.fromEntries(
        rows.flatMap(([id, { feed }]) => (feed ? [[id, feed]] : [])),
      );
    })
    // Without it there is nobody to sign in at; all else works.
    .catch(() => {});
}

// When somebody looks, or when nothing else is to be done: so that it is there without the network.
const read = effect(() => {
  if (screen.value !== 'set-up' && !complete.value) return;
  readPortals();
  queueMicrotask(() => read());
});
