import { computed, signal } from '@preact/signals';

/** Where the page is: the part of the address behind `#`, and nothing else. */
export type Route =
  | { screen: 'bookings'; lead?: string }
  | { screen: 'agreement'; integration: string }
  | { screen: 'held' | 'integrations' | 'mapping' | 'validator' };

export type Screen = Route['screen'];

function read(hash: string): Route {
  const [screen = '', ...rest] = hash.replace(/^#\/?/, '').split('/');
  let id = '';
  try {
    id = decodeURIComponent(rest.join('/'));
  } catch {
    // A broken escape in the address is no id.
  }
  switch (screen) {
    case 'held':
    case 'integrations':
    case 'mapping':
    case 'validator':
      return { screen };
    case 'agreement':
      return id ? { screen, integration: id } : { screen: 'integrations' };
    default:
      return id ? { screen: 'bookings', lead: id } : { screen: 'bookings' };
  }
}

export const route = signal<Route>(read(location.hash));
export const screen = computed(() => route.value.screen);

addEventListener('hashchange', () => {
  route.value = read(location.hash);
});

export function href(to: Route): string {
  const id = to.screen === 'bookings' ? to.lead : to.screen === 'agreement' ? to.integration : '';
  return `#/${to.screen}${id ? `/${encodeURIComponent(id)}` : ''}`;
}

export function go(to: Route) {
  location.hash = href(to);
}

/** Same as `go`, without a step in the history: moving along a list is not a journey. */
export function swap(to: Route) {
  history.replaceState(history.state, '', href(to));
  route.value = to;
}
