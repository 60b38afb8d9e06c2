/** Loading: what `load()` takes, what it refuses and how it says so. */

/** @typedef {import('./suite.mjs').Row} Row */

/** @param {string} server */
export async function bytesFrom(server) {
  const response = await fetch(`${server}leadloom.wasm`);
  return new Uint8Array(await response.arrayBuffer());
}

/** The wasm with the code that it names in its last section changed. @param {Uint8Array} bytes */
function ofAnotherBuild(bytes) {
  const other = bytes.slice();
  other[other.length - 1] ^= 1;
  return other;
}

/** The wasm with a letter of a text changed that stands in its data. @param {Uint8Array} bytes */
function altered(bytes) {
  const other = bytes.slice();
  const text = new TextEncoder().encode('Load Leadloom anew');
  const at = other.findIndex((_, i) => text.every((byte, k) => other[i + k] === byte));
  other[at] ^= 32;
  return other;
}

/** @type {Row[]} */
export const loading = [
  [
    'two instances stand side by side and share nothing',
    async ({ equal }, { leadloom, inline }, { documents, server, modules }) => {
      const one = await leadloom.load();
      const other = await leadloom.load({ wasm: modules?.whole ?? `${server}leadloom.wasm` });
      const [first, second] = [one.openWorkspace(), other.openWorkspace()];
      for (const [name, bytes] of Object.entries(documents)) first.load({ name, bytes });
      equal(first.leads().total > 0, true, 'leads here');
      equal(second.leads().total, 0, 'leads there');
      second.close();
      equal(first.leads().total > 0, true, 'leads when the other is closed');
      equal(inline.WASM_SHA256, leadloom.WASM_SHA256, 'WASM_SHA256 of leadloom/inline');
    },
  ],
  [
    'load() takes an address, text or URL, bytes, a response, a module, and promises of them',
    async ({ equal, refuses }, { leadloom }, { server }) => {
      if (!server) {
        return refuses(
          () => leadloom.load({ wasm: new Uint8Array(8) }),
          'LL0904',
          /The host says: /,
        );
      }
      const bytes = await bytesFrom(server);
      const address = `${server}leadloom.wasm`;
      const typed = () => new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
      for (const wasm of [
        address,
        new URL(address),
        bytes,
        bytes.buffer,
        new DataView(bytes.buffer),
        typed(),
        new Response(bytes),
        fetch(address),
        await WebAssembly.compile(bytes),
        WebAssembly.compile(bytes),
        Promise.resolve(bytes),
        Promise.resolve(new URL(address)),
      ]) {
        const core = await leadloom.load({ wasm });
        equal(core.version, leadloom.VERSION, `the version with ${wasm}`);
      }
    },
  ],
  [
    'the whole is there without a second file (leadloom/inline)',
    async ({ equal, refuses }, { inline }, { server }) => {
      if (!server) return refuses(() => inline.load(), 'LL0904');
      equal((await inline.load()).openWorkspace().leads().total, 0, 'leads');
      equal((await inline.loadValidator()).validate([]).report.clean, true, 'a report');
    },
  ],
  [
    'a wasm that is cut off, altered, none, or of another build has a number each',
    async ({ refuses }, { leadloom }, { server }) => {
      if (!server) return;
      const bytes = await bytesFrom(server);
      const load = (/** @type {any} */ wasm) => () => leadloom.load({ wasm });
      await refuses(load(bytes.subarray(0, 1000)), 'LL0903', /1000 bytes were read/);
      await refuses(load(new TextEncoder().encode('<!doctype html>')), 'LL0903');
      await refuses(load(altered(bytes)), 'LL0903', /SHA-256/);
      await refuses(load(ofAnotherBuild(bytes)), 'LL0905', /build/);
      await refuses(load(await WebAssembly.compile(ofAnotherBuild(bytes))), 'LL0905', /build/);
      await refuses(load(Promise.reject(new Error('no'))), 'LL0902', /no/);
      await refuses(load({}), 'LL0903', /address, bytes/);
    },
  ],
  [
    'a server that answers wrongly is told of, and a failed load can be tried again',
    async ({ equal, refuses }, { leadloom }, { server }) => {
      if (!server) return;
      const load = (/** @type {string} */ path) => () =>
        leadloom.load({ wasm: `${server}faults/${path}` });
      await refuses(load('missing.wasm'), 'LL0902', /missing\.wasm answered 404\./);
      await refuses(load('page.wasm'), 'LL0903', /answered text\/html.* bytes were read/);
      await refuses(load('page-as-wasm.wasm'), 'LL0903', /application\/wasm/);
      await refuses(load('truncated.wasm'), 'LL0903', /truncated\.wasm answered/);
      // WebKit may take what has come for all of it.
      const { rule } = await load('broken-off.wasm')().catch((error) => error);
      equal(['LL0902', 'LL0903'].includes(rule), true, `${rule} for an answer that broke off`);
      equal((await load('plain.wasm')()).version, leadloom.VERSION, 'a type that is wrong');
      // Answers 503 the first time that a name is asked for.
      const own = `once-${Math.random()}.wasm`;
      await refuses(load(own), 'LL0902', /answered 503/);
      equal((await load(own)()).version, leadloom.VERSION, 'the second try');
    },
  ],
];
