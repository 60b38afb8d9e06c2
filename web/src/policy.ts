import coreAddress from './core.worker?worker&url';

/** Workers of this page, as the build names them. */
const workers = /\/assets\/(?:core|customers|office|seal|validator)\.worker-[\w-]+\.js$/;

const serviceWorker = './sw.js';

/** `new Worker` is a Trusted Types sink: this policy lets scripts of ours through, and no other. */
const own = (address: string) => {
  const { origin, pathname, search } = new URL(address, location.href);
  if (address === coreAddress || address === serviceWorker) return address;
  if (origin === location.origin && !search && workers.test(pathname)) return address;
  throw new TypeError(`not a script of this page: ${address}`);
};

const policy = (typeof trustedTypes === 'undefined' ? undefined : trustedTypes)?.createPolicy(
  'app',
  { createScriptURL: own },
);

/** Starts a worker of this page; `name` is what developer tools show. */
export function startWorker(address: string, name: string): Worker {
  const script = policy?.createScriptURL(address) ?? own(address);
  // The DOM types know only string and URL here.
  return new Worker(script as string, { type: 'module', name });
}

export const startCore = () => startWorker(coreAddress, 'leadloom core');

/** Has the page kept by this browser, so that it comes at once and without a network the next time. */
export function keepPage(): void {
  // Plain-http hosts have none; without it the page works as long as it is open.
  const script = policy?.createScriptURL(serviceWorker) ?? serviceWorker;
  navigator.serviceWorker?.register(script as string).catch(() => {});
}
