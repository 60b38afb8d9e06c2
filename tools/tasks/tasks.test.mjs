import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { StepFailed } from '../toolchain/step.mjs';
import { configuredWith, needs } from './cmake.mjs';
import { isFresh } from './prepack.mjs';
import { at } from './project.mjs';
import { jsonFile, weighed } from './size.mjs';
import { askedPort, servePage } from './start.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tasks-'));
after(() => rmSync(folder, { recursive: true }));

/** A file of this age, in seconds. @param {string} name @param {number} age */
function file(name, age, text = name) {
  const path = join(folder, name);
  writeFileSync(path, text);
  const then = Date.now() / 1000 - age;
  utimesSync(path, then, then);
  return path;
}

describe('what a user gets wrong is answered with a sentence and the next step', () => {
  for (const [args, env, says] of [
    [['start'], { PORT: 'abc' }, /^PORT is "abc", which is no port/m],
    [['start'], { PORT: '70000' }, /^PORT is "70000", which is no port/m],
    [['start'], { PORT: '-1' }, /^PORT is "-1", which is no port/m],
    [['start'], { PORT: '4173.5' }, /^PORT is "4173.5", which is no port/m],
    [['size', '--json'], {}, /^--json is given without a file/m],
    [['size', '--json', '--other'], {}, /^--json is given without a file/m],
    [['test', 'everything'], {}, /^There is no part "everything"/m],
    [['test', 'constructor'], {}, /^There is no part "constructor"/m],
    [['cmake', '--preset', 'nativ'], {}, /^There is no preset "nativ"/m],
    [['ctest'], {}, /^No preset is named/m],
    [['tets'], {}, /^There is no task "tets"/m],
    [[], {}, /^Say which task to run/m],
  ]) {
    it(`${JSON.stringify(env)} ${args.join(' ')}`, () => {
      const ran = spawnSync(process.execPath, [at('tools', 'run.mjs'), ...args], {
        encoding: 'utf8',
        env: { ...process.env, ...env },
      });
      assert.equal(ran.status, 1);
      assert.match(ran.stderr, says);
      assert.match(ran.stderr, /^What to do: \S/m);
      assert.doesNotMatch(ran.stderr, /^ {4}at /m);
    });
  }
});

it('every task starts on a clone where no npm package is installed', () => {
  const clone = join(folder, 'clone');
  for (const name of ['docs', 'tools']) {
    cpSync(at(name), join(clone, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  const tasks = readdirSync(join(clone, 'tools', 'tasks'))
    // What is made of packages is imported by the task that installs them.
    .filter((name) => name !== 'sbom.mjs' && !name.endsWith('.test.mjs'));
  const imports = tasks.map((name) => `await import('./tools/tasks/${name}');`);
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', imports.join('')], {
    cwd: clone,
    encoding: 'utf8',
  });
  assert.equal(ran.stderr, '');
  assert.equal(ran.status, 0);
});

describe('npm start', () => {
  it('takes a port from 0 to 65535, or none', () => {
    assert.deepEqual([undefined, '', '0', '4173', '65535'].map(askedPort), [
      undefined,
      undefined,
      0,
      4173,
      65535,
    ]);
  });

  it('says so when the port that was asked for is taken', async () => {
    const other = createServer();
    await new Promise((done) => other.listen(0, '127.0.0.1', () => done(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
    await assert.rejects(servePage(folder, port), (error) => {
      assert.ok(error instanceof StepFailed);
      assert.equal(error.message, `Port ${port} is taken by another program.`);
      assert.match(error.hint, /PORT=/);
      return true;
    });
    other.close();
  });
});

describe('npm run size', () => {
  it('writes rows with the columns of a benchmark and no others', () => {
    const part = file('part', 0, 'a'.repeat(500));
    const more = file('more', 0, Buffer.from(Array.from({ length: 500 }, (_, i) => i * i)));
    const rows = weighed([
      { name: 'part', files: [part], of: 'whole' },
      { name: 'whole', files: [part, more], budget: 1000 },
    ]).map(({ row }) => row);
    for (const row of rows) {
      assert.deepEqual(Object.keys(row), [
        'name',
        'n',
        'unit',
        'ours',
        'peer',
        'peerName',
        'ratio',
      ]);
      assert.equal(row.ratio, Number((row.peer / row.ours).toFixed(2)));
    }
    const [first, second] = rows;
    assert.deepEqual([first?.peer, first?.peerName], [second?.ours, 'whole (whole)']);
    assert.deepEqual([second?.n, second?.peer, second?.peerName], [2, 1000, 'budget']);
  });

  it('writes them only where it is told to', () => {
    assert.equal(jsonFile([]), undefined);
    assert.equal(jsonFile(['--json', 'a.json']), 'a.json');
  });
});

describe('a build folder', () => {
  const build = join(folder, 'build');
  mkdirSync(build);
  const cache = (/** @type {string} */ text) => file('build/CMakeCache.txt', 5, text);

  it('is configured when there is none, and when the project has changed', () => {
    const old = file('old', 20);
    assert.equal(configuredWith(build), undefined);
    assert.equal(needs(build, 'a', [old]), 'again');
    file('build/build.ninja', 10);
    cache('X:BOOL=ON\nLEADLOOM_TOOLCHAIN:STRING=a\n');
    assert.equal(needs(build, 'a', [old]), 'nothing');
    assert.equal(needs(build, 'a', [old, file('new', 0)]), 'again');
  });

  it('is configured anew for other compilers, whoever configured it', () => {
    cache('LEADLOOM_TOOLCHAIN:STRING=a\n');
    assert.equal(needs(build, 'b', []), 'anew');
    cache('X:BOOL=ON\n');
    assert.equal(needs(build, 'b', []), 'anew');
  });
});

describe('npm pack', () => {
  it('builds the package when it is missing or older than what it is built from', () => {
    const dist = join(folder, 'dist');
    mkdirSync(dist);
    const source = file('source', 30);
    assert.equal(isFresh(join(folder, 'none'), [source]), false);
    assert.equal(isFresh(dist, [source]), false);
    file('dist/a.js', 20);
    file('dist/b.js', 10);
    assert.equal(isFresh(dist, [source]), true);
    assert.equal(isFresh(dist, [source, file('newer', 15)]), false);
    // A folder of sources is as new as its newest file.
    mkdirSync(join(folder, 'sources'));
    file('sources/c.cpp', 25);
    assert.equal(isFresh(dist, [join(folder, 'sources')]), true);
    file('sources/d.cpp', 5);
    assert.equal(isFresh(dist, [join(folder, 'sources')]), false);
  });
});
