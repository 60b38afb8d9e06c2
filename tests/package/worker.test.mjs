/** The core in a worker: `serve()` there, `connect()` here. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { at, dist, readJson, sampleDocuments, urlOf } from './support.mjs';

const { connect, RemoteError } = await dist('client.js');
const { serve } = await dist('worker.js');
const bytes = readFileSync(at('dist', 'leadloom.wasm'));
const stamp = { at: '2026-11-20T18:00:00Z', by: { name: 'Dana Desk', role: 'CSR' } };

/** @typedef {import('../../dist/client.js').CoreClient} CoreClient */

/**
 * Both ends of a channel as a page and a worker see them.
 * @param {import('../../dist/index.js').LoadOptions} [options]
 */
function served(options = { wasm: bytes }) {
  const { port1, port2 } = new MessageChannel();
  after(() => port1.close());
  const scope = {
    onmessage: null,
    postMessage: (answer) => port2.postMessage(answer),
  };
  port2.onmessage = (event) => scope.onmessage?.(event);
  const page = new EventTarget();
  const worker = Object.assign(page, {
    postMessage: (call) => port1.postMessage(call),
  });
  port1.onmessage = ({ data }) => page.dispatchEvent(new MessageEvent('message', { data }));
  serve(scope, options);
  return { core: /** @type {CoreClient} */ (connect(worker)), worker };
}

/** @param {CoreClient} core */
async function loadSample(core) {
  for (const document of sampleDocuments()) assert.ok((await core.load(document)).ok);
}

describe('calls', () => {
  it('reach the workspace and come back', async () => {
    const { core } = served();
    await loadSample(core);
    const { total, leads } = await core.leads({ count: 1 });
    assert.ok(total > 100);
    assert.equal((await core.lead(leads[0].id)).id, leads[0].id);
    assert.equal(await core.lead('nobody/0'), undefined);
    assert.equal(await core.booking(leads[0].id), undefined);
    assert.equal((await core.integrations())[0].state, 'live');
    assert.equal(await core.version(), readJson(at('package.json')).version);
    assert.equal(await core.deskLog(), '');
  });

  it('are done in order, also when nobody waits in between', async () => {
    const { core } = served();
    const loads = sampleDocuments().map((document) => core.load(document));
    const first = core.leads({ count: 1 });
    const lead = (await first).leads[0].id;
    const answers = await Promise.all([
      core.apply({ ...stamp, type: 'accept_lead', lead }),
      core.booking(lead),
      core.apply({ ...stamp, type: 'accept_lead', lead }),
      core.apply({ ...stamp, type: 'reopen_lead', lead }),
      core.booking(lead),
      core.deskLog(),
    ]);
    assert.ok((await Promise.all(loads)).every(({ ok }) => ok));
    assert.equal(answers[0].ok, true);
    assert.equal(answers[1].method, 'POST');
    assert.equal(answers[2].ok, false);
    assert.equal(answers[2].findings[0].rule, 'LL0502');
    assert.equal(answers[3].ok, true);
    assert.equal(answers[4], undefined);
    assert.equal(answers[5].trim().split('\n').length, 2);
  });

  it('validate without touching the workspace', async () => {
    const { core } = served();
    const report = await core.validate([{ name: 'a.json', bytes: '{' }]);
    assert.equal(report.findings[0].rule, 'LL0001');
    assert.equal((await core.leads()).total, 0);
    const cut = await core.validate([{ name: 'a.json', bytes: '{' }], { limits: { bytes: 0 } });
    assert.equal(cut.findings[0].rule, 'LL0004');
  });

  it('take and give text of any kind', async () => {
    const { core } = served();
    const text = 'día 日本 🏠 \u0000 \u2028 </script>';
    const { findings } = await core.load({ name: text, bytes: '{' });
    assert.equal(findings[0].place.file, text);
  });

  it('of a method that is none answer an error', async () => {
    const { core } = served();
    await loadSample(core);
    const { total } = await core.leads();
    for (const name of ['toString', 'constructor', '__proto__', 'valueOf', 'nothing']) {
      // Whatever comes back, it comes back: a call without an answer waits for ever.
      const call = Promise.resolve(Reflect.get(core, name)?.('a')).then(
        () => 'answered',
        () => 'refused',
      );
      const late = new Promise((done) => setTimeout(done, 5_000, 'late').unref());
      assert.notEqual(await Promise.race([call, late]), 'late', name);
    }
    assert.equal((await core.leads()).total, total);
  });

  it('do not make the client a promise', async () => {
    const { core } = served();
    assert.equal(await core, core);
  });
});

describe('reset()', () => {
  it('opens an empty workspace', async () => {
    const { core } = served();
    const empty = await core.exportSetup();
    await loadSample(core);
    assert.equal(await core.reset(), undefined);
    assert.equal((await core.leads()).total, 0);
    assert.equal((await core.mapping()).jobTypes.length, 0);
    assert.deepEqual(await core.exportSetup(), empty);
    await loadSample(core);
    assert.ok((await core.leads()).total > 100);
  });
});

describe('close()', () => {
  it('ends the workspace until reset()', async () => {
    const { core } = served();
    await core.close();
    await assert.rejects(core.leads(), { rule: 'LL0906' });
    await core.reset();
    assert.equal((await core.leads()).total, 0);
  });
});

describe('errors', () => {
  it('cross with number and next step', async () => {
    const { core } = served({ wasm: new Uint8Array([1, 2, 3]) });
    await assert.rejects(core.leads(), (/** @type {any} */ error) => {
      assert.ok(error instanceof RemoteError);
      assert.equal(error.name, 'LeadloomError');
      assert.equal(error.rule, 'LL0903');
      assert.match(error.message, /^LL0903: .*3 bytes were read/);
      assert.ok(error.hint.length > 10);
      assert.ok(error.message.includes(error.hint));
      return true;
    });
  });

  it('of loading do not last: the next call tries again', async () => {
    let given = new Uint8Array([1, 2, 3]);
    const options = {
      get wasm() {
        return given;
      },
    };
    const { core } = served(options);
    await assert.rejects(core.leads(), { rule: 'LL0903' });
    given = bytes;
    assert.equal((await core.leads()).total, 0);
  });

  it('of one call do not disturb the next', async () => {
    const { core } = served();
    await loadSample(core);
    const { total } = await core.leads();
    const wrong = /** @type {any} */ ({ name: 'a', bytes: undefined });
    const calls = await Promise.allSettled([core.load(wrong), core.leads()]);
    assert.equal(calls[0].status, 'rejected');
    // A mistake of the caller must not cost the workspace.
    assert.equal(calls[1].value?.total, total);
  });

  it('of the worker itself reach every call that waits (LL0901)', async () => {
    const { core, worker } = served({ wasm: new Promise(() => {}) });
    const calls = [core.leads(), core.mapping()];
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'Out of memory.' }));
    for (const call of calls) {
      await assert.rejects(call, (/** @type {any} */ error) => {
        assert.equal(error.rule, 'LL0901');
        assert.match(error.message, /Out of memory\./);
        assert.ok(error.hint.length > 10);
        return true;
      });
    }
  });
});

describe('a core that stops (LL0901)', () => {
  /** A module whose `unreachable` is the first thing that a document makes it do. */
  async function stopping() {
    const module = await WebAssembly.compile(bytes);
    let stop = false;
    const original = WebAssembly.instantiate;
    // Every function that the module exports goes through here.
    WebAssembly.instantiate = /** @type {any} */ (
      async (given, imports) => {
        const instance = await original(given, imports);
        if (given !== module) return instance;
        const exports = Object.fromEntries(
          Object.entries(instance.exports).map(([name, value]) => [
            name,
            typeof value === 'function'
              ? (...args) => {
                  if (stop) throw new WebAssembly.RuntimeError('unreachable');
                  return value(...args);
                }
              : value,
          ]),
        );
        return { exports };
      }
    );
    after(() => {
      WebAssembly.instantiate = original;
    });
    return {
      module,
      set stop(value) {
        stop = value;
      },
    };
  }

  it('says so, and the next call gets a fresh one', async () => {
    const control = await stopping();
    const { core } = served({ wasm: control.module });
    await loadSample(core);
    control.stop = true;
    const broken = core.load({ name: 'a.json', bytes: '{}' });
    await assert.rejects(broken, (/** @type {any} */ error) => {
      assert.equal(error.rule, 'LL0901');
      assert.ok(error.hint.length > 10);
      return true;
    });
    control.stop = false;
    // Fresh means empty: nothing of the stopped core is left.
    assert.equal((await core.leads()).total, 0);
    await loadSample(core);
    assert.ok((await core.leads()).total > 100);
  });

  it('by running out of memory, and the next call gets a fresh one', async () => {
    const module = await WebAssembly.compile(bytes);
    const grow = WebAssembly.Memory.prototype.grow;
    after(() => {
      WebAssembly.Memory.prototype.grow = grow;
    });
    const { core } = served({ wasm: module });
    assert.equal((await core.leads()).total, 0);
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('no more memory');
    };
    const large = new Uint8Array(64 << 20).fill(0x20);
    await assert.rejects(core.load({ name: 'large.json', bytes: large }), { rule: 'LL0901' });
    WebAssembly.Memory.prototype.grow = grow;
    assert.equal((await core.leads()).total, 0);
    await loadSample(core);
    assert.ok((await core.leads()).total > 100);
  });
});

describe('a real thread', () => {
  it('serves a page', async () => {
    const text = `
      import { readFileSync } from 'node:fs';
      import { parentPort } from 'node:worker_threads';
      import { serve } from ${JSON.stringify(urlOf('dist', 'worker.js').href)};
      const scope = { onmessage: null, postMessage: (answer) => parentPort.postMessage(answer) };
      serve(scope, { wasm: readFileSync(${JSON.stringify(at('dist', 'leadloom.wasm'))}) });
      parentPort.on('message', (data) => scope.onmessage({ data }));
    `;
    const thread = new Worker(new URL(`data:text/javascript,${encodeURIComponent(text)}`));
    after(() => thread.terminate());
    const page = Object.assign(new EventTarget(), {
      postMessage: (call) => thread.postMessage(call),
    });
    thread.on('message', (data) => page.dispatchEvent(new MessageEvent('message', { data })));
    thread.on('error', ({ message }) =>
      page.dispatchEvent(Object.assign(new Event('error'), { message })),
    );
    const core = connect(/** @type {any} */ (page));
    await loadSample(core);
    assert.ok((await core.leads()).total > 100);
  });
});
