import { computed, signal } from '@preact/signals';

/** The steps of a set-up, as addresses name them (M6 to M12). */
export const setUpSteps = ['agreement', 'accounts', 'job-types', 'turn-on'] as const;
export type SetUpStep = (typeof setUpSteps)[number];

/** Where the page is: the part of the address behind `#`, and nothing else. */
export type Route =
  /** `search`: what the list is filtered by. */
  | { screen: 'bookings'; lead?: string; search?: string }
  /** Without a step: the first that has something open. */
  | { screen: 'set-up'; integration: string; step?: SetUpStep | undefined }
  /** `from`: the integration whose set-up leads here. */
  | { screen: 'mapping'; from?: string }
  | { screen: 'held' | 'history' | 'integrations' | 'validator' };

export type Screen = Route['screen'];

function read(hash: string): Route {
  const [path = '', search] = hash.split('?');
  const parts = path.replace(/^#\/?/, '').split('/');
  let [screen = '', id = '', step]: (string | undefined)[] = parts;
  try {
    // The id of a lead has a slash of its own, which old addresses did not escape.
    id = decodeURIComponent(screen === 'set-up' ? id : parts.slice(1).join('/'));
  } catch {
    // A broken escape in the address is no id.
    id = '';
  }
  // Addresses of earlier versions.
  if (screen === 'agreement') [screen, step] = ['set-up', 'agreement'];
  switch (screen) {
    case 'held':
    case 'history':
    case 'integrations':
    case 'validator':
      return { screen };
    case 'mapping':
      return id ? { screen, from: id } : { screen };
    case 'set-up': {
      if (!id) return { screen: 'integrations' };
      const known = setUpSteps.find((one) => one === step);
      return known ? { screen, integration: id, step: known } : { screen, integration: id };
    }
    default:
      return { screen: 'bookings', ...(id && { lead: id }), ...(search && { search }) };
  }
}

export const route = signal<Route>(read(location.hash));
export const screen = computed(() => route.value.screen);

addEventListener('hashchange', () => {
  route.value = read(location.hash);
});

function parts(to: Route): (string | undefined)[] {
  switch (to.screen) {
    case 'bookings':
      return [to.lead];
    case 'mapping':
      return [to.from];
    case 'set-up':
      return [to.integration, to.step];
    default:
      return [];
  }
}

export function href(to: Route): string {
  const rest = parts(to).filter((part) => part !== undefined);
  const search = to.screen === 'bookings' && to.search ? `?${to.search}` : '';
  return `#/${[to.screen, ...rest.map(encodeURIComponent)].join('/')}${search}`;
}

export function go(to: Route) {
  location.hash = href(to);
}

/** Same as `go`, without a step in the history: moving along a list is not a journey. */
export function swap(to: Route) {
  history.replaceState(history.state, '', href(to));
  route.value = to;
}
