/** The whole matrix: `npm run conformance` installs what it needs and runs it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeApp } from './app.mjs';
import { names as browsers } from './browsers.mjs';
import { buildWith, bundlers } from './bundlers.mjs';
import { passed, passedInPage } from './outcome.mjs';
import { asFile, byImportMap, suiteIn, withoutWasm } from './pages.mjs';
import { commands, inCommand, inWorkerd, versionOf } from './runtimes.mjs';
import { serve } from './server.mjs';

/** To which the memory must grow, in each runtime. */
const megabytes = 1024;

const folder = mkdtempSync(join(tmpdir(), 'leadloom-matrix-'));
after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** @type {Awaited<ReturnType<typeof makeApp>>} */
let app;
/** What the core answers in this Node, and so must answer everywhere. @type {string} */
let digest;

before(async () => {
  app = await makeApp(folder);
});

describe('runtimes', () => {
  for (const name of /** @type {(keyof typeof commands)[]} */ (Object.keys(commands))) {
    it(name, async (t) => {
      t.diagnostic(`${name}: ${await versionOf(name)}`);
      const server = await serve(app.app, app.wasm);
      const outcome = await inCommand(name, app.app, server.address, megabytes);
      server.close();
      digest ??= outcome.digest;
      passed(outcome, digest);
    });
  }

  it('workerd', async () => {
    passed(await inWorkerd(app.app, join(folder, 'workerd'), megabytes), digest);
  });
});

describe('browsers, without a bundler', () => {
  for (const name of browsers) {
    it(`${name}: page and module worker`, async () => {
      passedInPage(await suiteIn(app, app.plain, name, megabytes), digest);
    });

    it(`${name}: an import map`, async () => {
      assert.equal((await byImportMap(app, name)).error, undefined);
    });

    it(`${name}: a page opened as a file`, async () => {
      const { protocol, error } = await asFile(app, name);
      assert.deepEqual([protocol, error], ['file:', undefined]);
    });

    it(`${name}: WebAssembly switched off (LL0904)`, async () => {
      const { rule, message } = await withoutWasm(app, name);
      assert.equal(rule, 'LL0904', message);
    });
  }
});

describe('bundlers, run in Chromium', () => {
  for (const name of Object.keys(bundlers)) {
    it(`${name}: page and module worker`, async () => {
      const out = join(folder, `out-${name}`);
      await buildWith(name, app.app, out);
      passedInPage(await suiteIn(app, out, 'Chromium', 0), digest);
    });
  }
});
