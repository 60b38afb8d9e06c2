/**
 * Serves the page from what was stored of it: at once, and without a network. The build puts in front of
 * this `files`, everything that the page consists of, `version`, a hash of it, and `entry`, its first
 * script.
 */

const prefix = `leadloom ${self.registration.scope} `;
const own = prefix + version;
const page = self.registration.scope;
const addresses = new Set(files.map((name) => new URL(name, page).href));

const kept = async () => (await caches.keys()).filter((name) => name.startsWith(prefix));

async function install() {
  const cache = await caches.open(own);
  // What has a hash in its name may come from the browser's cache; the page itself is asked for anew.
  await cache.addAll([new Request(page, { cache: 'reload' }), ...addresses]);
  await self.skipWaiting();
}

async function activate() {
  // A window that is open still has the version before.
  for (const name of (await kept()).filter((one) => one !== own).slice(0, -1))
    await caches.delete(name);
  await self.clients.claim();
}

/** A host may change the page, as its policy; another version comes with all of its files. */
async function renew() {
  const answer = await fetch(page, { cache: 'no-cache' });
  const text = answer.ok ? await answer.clone().text() : '';
  if (text.includes(entry)) await (await caches.open(own)).put(page, answer);
}

const stored = async (address) =>
  (await (await caches.open(own)).match(address)) ?? caches.match(address);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname, search } = new URL(url);
  const address = origin + pathname;
  if (method !== 'GET') return;
  // Who comes back from a portal has a code in the address.
  const opens = mode === 'navigate' && address === page;
  if (opens) event.waitUntil(renew().catch(() => {}));
  else if (search || !address.startsWith(`${page}assets/`)) return;
  event.respondWith(stored(address).then((found) => found ?? fetch(event.request)));
});
