import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { prepared } from './cache.mjs';
import { toolchain } from './index.mjs';
import { atLeast, version } from './machine.mjs';
import { deb822, oneLine, sourceFor } from './sources.mjs';
import { run, StepFailed, step } from './step.mjs';

const home = mkdtempSync(join(tmpdir(), 'toolchain-'));
process.env.XDG_CACHE_HOME = home;
after(() => rmSync(home, { recursive: true, force: true }));

describe('apt sources', () => {
  it('are read from one-line files', () => {
    const text = `
# deb http://mirror.test/no bookworm main
deb [arch=amd64 signed-by=/k/a.gpg,/k/b.gpg] http://mirror.test/debian bookworm main # ours
deb-src http://mirror.test/debian bookworm main`;
    assert.deepEqual(oneLine(text), [
      {
        uris: ['http://mirror.test/debian'],
        suites: ['bookworm'],
        trusted: '',
        signedBy: '/k/a.gpg /k/b.gpg',
      },
    ]);
  });

  it('are read from deb822 files', () => {
    const found = deb822(`# ours
Types: deb deb-src
# the old one: http://mirror.test/old
URIs: http://mirror.test/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 mQ==

Types: deb
Enabled: no
URIs: http://mirror.test/off
Suites: bookworm
`);
    assert.equal(found.length, 1);
    assert.deepEqual(found[0]?.uris, ['http://mirror.test/debian']);
    assert.deepEqual(found[0]?.suites, ['bookworm', 'bookworm-updates']);
    const text = sourceFor(found, ['bookworm'], 'trixie', 'deb') ?? '';
    assert.match(text, /^URIs: http:\/\/mirror\.test\/debian\nSuites: trixie$/m);
    assert.match(text, /^Signed-By: -----BEGIN .*\n \.\n mQ==$/m);
  });

  it('that do not serve this Debian are not used', () => {
    const found = oneLine('deb http://mirror.test/security bookworm-security main');
    assert.equal(sourceFor(found, ['bookworm'], 'trixie', 'deb'), undefined);
  });
});

describe('versions', () => {
  it('are compared by number', () => {
    assert.ok(atLeast(version('emcc 3.1.69-git'), [3, 1, 69]));
    assert.ok(atLeast(version('"6.0.5"'), [3, 1, 69]));
    assert.ok(atLeast(version('4'), [3, 1, 69]));
    assert.ok(!atLeast(version('3.1.6'), [3, 1, 69]));
    assert.ok(!atLeast(version('cmake version 3.9.6'), [3, 25]));
    assert.ok(!atLeast(version('nothing'), [1]));
  });
});

describe('a prepared folder', () => {
  const root = join(home, 'leadloom');
  let times = 0;
  const recipe = (/** @type {string} */ name) => ({
    name,
    recipe: 1,
    witnesses: ['file'],
    prepare: async (/** @type {string} */ staging) => {
      times++;
      await wait(20);
      writeFileSync(join(staging, 'file'), '');
    },
  });

  it('is prepared once, also for two at the same time', async () => {
    times = 0;
    const [a, b] = await Promise.all([prepared(recipe('twice')), prepared(recipe('twice'))]);
    assert.equal(a, b);
    assert.equal(times, 1);
  });

  it('is prepared again when a file of it is lost', async () => {
    times = 0;
    const folder = await prepared(recipe('lost'));
    rmSync(join(folder, 'file'));
    await prepared(recipe('lost'));
    assert.equal(times, 2);
    assert.ok(existsSync(join(folder, 'file')));
  });

  it('is not there after a failure', async () => {
    const fails = { ...recipe('fails'), prepare: () => Promise.reject(new Error('no')) };
    await assert.rejects(prepared(fails), /no/);
    assert.deepEqual(
      readdirSync(root).filter((name) => name.startsWith('fails')),
      [],
    );
  });

  it('is taken over from a process that is gone', async () => {
    const folder = await prepared(recipe('gone'));
    rmSync(folder, { recursive: true });
    mkdirSync(`${folder}.lock`);
    const { pid } = spawnSync('true');
    writeFileSync(join(`${folder}.lock`, 'owner'), `${pid} ${hostname()}`);
    mkdirSync(`${folder}.tmp-${pid}`);
    await prepared(recipe('gone'));
    assert.deepEqual(readdirSync(root).filter((name) => name.startsWith('gone-')).length, 1);
  });
});

describe('a command', () => {
  it('answers what it printed', async () => {
    assert.equal(await run('echo', ['hello'], { quiet: true }), 'hello\n');
  });

  it('that fails tells its last lines and what to do', async () => {
    const failing = run('sh', ['-c', 'seq 60; exit 3'], { quiet: true, hint: 'try again' });
    await assert.rejects(failing, (error) => {
      assert.ok(error instanceof StepFailed);
      assert.equal(error.hint, 'try again');
      assert.match(error.message, /ended with 3/);
      assert.match(error.output, /^2\d\n[\s\S]*\n60$/);
      return true;
    });
  });
});

it('a step answers what its work answers', async () => {
  assert.equal(await step('Count', () => 3), 3);
});

it('an unknown part is refused', async () => {
  await assert.rejects(toolchain([/** @type {any} */ ('nothing')]), StepFailed);
});
