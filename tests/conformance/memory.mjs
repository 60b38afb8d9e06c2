/** Memory: growth, its end, and a fresh start. */

import { bytesFrom } from './loading.mjs';

/** @typedef {import('./suite.mjs').Row} Row */

const page = 65_536;

/** An instance of Leadloom, and how many bytes of memory it has. @param {() => Promise<any>} load */
async function watched(load) {
  const { instantiate } = WebAssembly;
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  WebAssembly.instantiate = /** @type {any} */ (
    async (/** @type {any[]} */ ...given) => {
      const instance = await /** @type {any} */ (instantiate)(...given);
      memory = /** @type {any} */ (
        Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory)
      );
      return instance;
    }
  );
  try {
    const core = await load();
    return { core, size: () => memory?.buffer.byteLength ?? 0 };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

/** Alerts of 60 kB each, numbered by a letter that is the same in all of them. */
function largeFeed() {
  const alerts = Array.from({ length: 1000 }, (_, i) => ({
    source: 'smartac.com',
    id: `@-${i}`,
    type: 'Water Detected',
    severity: 'Critical',
    submittedOn: '2026-11-14T18:44:06Z',
    member: { name: 'Jane Doe', address: { street: `${i} Oak St`, zip: '78701' } },
    details: { note: 'x'.repeat(60_000) },
  }));
  const bytes = new TextEncoder().encode(
    alerts.map((alert) => `${JSON.stringify(alert)}\n`).join(''),
  );
  const marks = alerts.map(() => 0);
  for (let i = 0, at = -1; i < marks.length; i += 1) {
    at = bytes.indexOf(64, at + 1);
    marks[i] = at;
  }
  return (/** @type {number} */ number) => {
    for (const at of marks) bytes[at] = 65 + number;
    return bytes;
  };
}

/**
 * The wasm with another maximum of its memory (WebAssembly Core 5.5.8): an engine refuses to let it
 * grow further, as it does at 4 GB.
 * @param {Uint8Array} bytes @param {number} megabytes
 */
export function withMaximum(bytes, megabytes) {
  const number = (/** @type {number} */ at) => {
    let value = 0;
    for (let shift = 0; ; shift += 7, at += 1) {
      value |= (bytes[at] & 127) << shift;
      if (bytes[at] < 128) return { value, end: at + 1 };
    }
  };
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const size = number(at + 1);
    if (id !== 5) {
      at = size.end + size.value;
      continue;
    }
    // One memory; flags 1: with a maximum; the minimum.
    const maximum = number(size.end + 2).end;
    const { end } = number(maximum);
    const other = bytes.slice();
    let left = (megabytes * 1_048_576) / page;
    // As many bytes as stood there, whatever the number.
    for (let i = maximum; i < end; i += 1, left >>>= 7) {
      other[i] = (left & 127) | (i + 1 < end ? 128 : 0);
    }
    return other;
  }
  throw new Error('There is no memory in it.');
}

/** @type {Row[]} */
export const memory = [
  [
    'memory grows as far as it must, and all that was read is there',
    async ({ equal }, { leadloom }, { server, modules, documents, megabytes }) => {
      if (megabytes === 0) return;
      const load = () => leadloom.load({ wasm: modules?.whole ?? `${server}leadloom.wasm` });
      const { core, size } = await watched(load);
      const workspace = core.openWorkspace();
      for (const [name, bytes] of Object.entries(documents)) {
        if (!name.endsWith('.ndjson')) workspace.load({ name, bytes });
      }
      const feed = largeFeed();
      let files = 0;
      for (; size() < megabytes * 1_048_576 && files < 26; files += 1) {
        const loaded = workspace.load({ name: `${files}.ndjson`, bytes: feed(files) });
        equal([loaded.ok, loaded.records], [true, 1000], `file ${files}`);
      }
      equal(size() >= megabytes * 1_048_576, true, `${size()} bytes of memory`);
      const { total } = workspace.leads({ count: 1 });
      equal(total + workspace.held().total, files * 1000, 'alerts');
      equal(workspace.lead('smartac.com/A-7')?.details[0].value.length, 60_000, 'the first file');
      workspace.close();
    },
  ],
  [
    'out of memory the core stops with a number (LL0901), and a fresh one works',
    async ({ equal, refuses }, { leadloom }, { server, modules }) => {
      const module = server
        ? await WebAssembly.compile(withMaximum(await bytesFrom(server), 64))
        : modules?.small;
      const core = await leadloom.load({ wasm: module });
      const workspace = core.openWorkspace();
      const large = { name: 'large.json', bytes: new Uint8Array(100 << 20) };
      await refuses(() => workspace.load(large), 'LL0901');
      await refuses(() => workspace.leads(), 'LL0901');
      await refuses(() => core.validate([]), 'LL0901');
      workspace.close();
      const fresh = await leadloom.load({ wasm: module });
      equal(fresh.openWorkspace().load({ name: 'a.json', bytes: '{}' }).ok, false, 'a document');
      // Its neighbours have noticed nothing.
      equal((await leadloom.load()).validate([]).clean, true, 'another instance');
    },
  ],
];
