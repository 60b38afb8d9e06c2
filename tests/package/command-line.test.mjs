/** The native and the npm command print the same bytes for the same arguments. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import {
  at,
  cases,
  nativeCommand,
  run,
  sampleDocuments,
  sampleFolder,
  sampleText,
  shown,
  temporaryFolder,
} from './support.mjs';

const folder = temporaryFolder();
const sample = sampleDocuments().map(({ name }) => join(sampleFolder, name));

const setup = sampleText('prairie-star.setup.json');
const nested = `${'['.repeat(100)}${']'.repeat(100)}`;

/** Files of the folder in which the commands run. @type {Record<string, string | Uint8Array>} */
const files = {
  'acme.setup.json': setup,
  'with blank.json': setup,
  'Überprüfung – día 日本 🏠.json': setup.replace('"mapping"', '"maping"'),
  'quote\'"\\.json': '{',
  '--format': setup,
  '-x': setup,
  'empty.json': '',
  'blank.json': ' \n',
  'nul.json': '{"leadloom":"setup/1\0"}',
  'bom.json': `\uFEFF${setup}`,
  'crlf.json': setup.replaceAll('\n', '\r\n'),
  'latin1.json': Uint8Array.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d]),
  'utf16.json': new Uint8Array(Buffer.from(setup, 'utf16le')),
  'surrogate.json': '{"leadloom":"setup/1","a":"\\ud800"}',
  'not-json.json': '{"leadloom":"setup/1",',
  'nested.json': nested,
  'deep.json': `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`,
  'number.json': '{"leadloom":"setup/1","a":1e999,"b":-0,"c":9007199254740993}',
  'twice.json': '{"leadloom":"setup/1","leadloom":"setup/1"}',
  'unknown.json': '{"some":"thing"}',
  'feed.ndjson':
    '{"source":"x","id":"1","type":"y","severity":"z"}\nnot json\n[1]\n\n{"id":"é😀"}\n',
  'wrong.setup.json': JSON.stringify({
    leadloom: 'setup/1',
    trades: ['hvac', 'hvca', 7],
    mapping: [{ trade: 'hvac', standardJobType: 'repair_acc', jobTypes: [], businessUnits: [] }],
    '\u001b[31m<b>&"\\\u202e': 1,
  }),
};

/** Argument lists. What they print is not looked at here, only that both print the same. */
const table = [
  [],
  [''],
  ['--version'],
  ['-V'],
  ['--help'],
  ['-h'],
  ['--version', 'extra'],
  ['help'],
  ['rules'],
  ['rules', '--format', 'json'],
  ['validat'],
  ['VALIDATE'],
  ['valid\u001b[31mate'],
  ['überprüfe', '🏠'],
  ['validate'],
  ['validate', ''],
  ['validate', '--format'],
  ['validate', '--format', 'json'],
  ['validate', '--format', 'xml', 'acme.setup.json'],
  ['validate', '--format=', 'acme.setup.json'],
  ['validate', '--format=json', '--format=text', 'acme.setup.json'],
  ['validate', '--formt=json', 'acme.setup.json'],
  ['validate', '--nothing-like-it'],
  ['validate', '--ünïcode=1', 'acme.setup.json'],
  ['validate', '--', 'acme.setup.json'],
  ['validate', '-x'],
  ['validate', './--format'],
  ['validate', '--help'],
  ['validate', 'nowhere.json'],
  ['validate', 'nowhere.json', 'acme.setup.json', 'nor-here.json'],
  ['validate', 'nirgendwo-ü-🏠.json'],
  ['validate', '.'],
  ['validate', 'folder'],
  ['validate', 'acme.setup.json/inside'],
  ['validate', 'loop'],
  ['validate', 'n'.repeat(300)],
  ['validate', 'acme.setup.json', 'acme.setup.json'],
  ['validate', '--max-bytes=0', 'acme.setup.json'],
  ['validate', '--max-bytes=-1', 'acme.setup.json'],
  ['validate', '--max-bytes=ten', 'acme.setup.json'],
  ['validate', '--max-bytes=1e3', 'acme.setup.json'],
  ['validate', '--max-bytes= 10', 'acme.setup.json'],
  ['validate', '--max-bytes=+10', 'acme.setup.json'],
  ['validate', '--max-bytes=1', 'acme.setup.json'],
  ['validate', `--max-bytes=${Buffer.byteLength(setup)}`, 'acme.setup.json'],
  ['validate', `--max-bytes=${Buffer.byteLength(setup) - 1}`, 'acme.setup.json'],
  ['validate', '--max-depth=1', 'acme.setup.json'],
  ['validate', '--max-depth', '99', 'nested.json'],
  ['validate', '--max-depth', '100', 'nested.json'],
  ['validate', '--max-depth', '100000', 'nested.json'],
  ['validate', '--max-findings=1', ...sample],
  ['validate', '--max-findings=1', '--format=json', ...sample],
  ['validate', '--max-findings', '5', ...sample.toReversed()],
  ['validate', '--format', 'json', ...Object.keys(files).map((name) => `./${name}`)],
  ['validate', ...sample],
  ['validate', '--format', 'json', ...sample],
  ...sample.map((file) => ['validate', file]),
];

/** Numbers around the edges of 31, 32, 53, 63 and 64 bits: the two builds have other word sizes. */
const edges = [31n, 32n, 53n, 63n, 64n].flatMap((bits) => [
  2n ** bits - 1n,
  2n ** bits,
  2n ** bits + 1n,
]);

/** @typedef {import('./support.mjs').How} How */

/** @type {(args: readonly string[], input?: How['input'], env?: How['env']) => Promise<import('./support.mjs').Ran>} */
let same;

/**
 * Runs commands one after the other, each side in a copy of the sample of its own, and compares what
 * is printed and what then stands in the folders. Answers the native one.
 * @type {(args: readonly (readonly string[])[], how?: { remove?: string[] }) => Promise<string>}
 */
let sameTree;
let trees = 0;

/** What a tree has beside the sample. @type {Record<string, string>} */
const treeFiles = {
  'comma.setup.json': setup
    .replace(/\n {2}\]\n\}/, '\n  ],\n}')
    .replace('"trades": [', '"trades": [ '),
  'crlf.setup.json': setup.replaceAll('\n', '\r\n').replace(/\}\r\n$/, '},\r\n'),
  'settings.json': JSON.stringify({
    leadloom: 'config/1',
    files: ['*.setup.json', '{business-units,job-types,campaigns}.json'],
    rules: { LL0102: 'error', no_such_rule: 'off' },
    ignore: [{ rule: 'LL0103', files: 'prairie*', reason: 'known' }, { rule: 'LL0104' }],
    maxWarnings: 3,
  }),
  'mapping.csv':
    'Trade;Standard Job Type;Job Type;Business Unit\r\nHVAC;Repair AC;AC Repair;HVAC Service North\r\n',
};

/** Every file below a folder and its bytes. @param {string} tree */
const contentsOf = (tree) =>
  readdirSync(tree)
    .sort()
    .map((name) => [name, readFileSync(join(tree, name), 'latin1')]);

before(() => {
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const native = nativeCommand();
  same = async (args, input, env) => {
    const [one, other] = await Promise.all([
      run(native, args, { cwd: folder, input, env }),
      run(process.execPath, [at('dist', 'cli.js'), ...args], { cwd: folder, input, env }),
    ]);
    // Bytes are compared; text is what a person can read when they differ.
    assert.equal(shown(other), shown(one));
    assert.ok(other.out.equals(one.out), 'stdout');
    assert.ok(other.err.equals(one.err), 'stderr');
    assert.equal(other.code, one.code);
    assert.ok([0, 1, 2].includes(one.code ?? -1), `exit code ${one.code}`);
    // What cannot run says why, and prints nothing that a program could take for a report.
    if (one.code === 2) {
      assert.match(one.err.toString(), /^(error|warning|note)\[LL\d{4}\]/);
      assert.equal(one.out.length, 0);
    }
    return one;
  };
  sameTree = async (args, { remove = [] } = {}) => {
    const [one, other] = ['native', 'npm'].map((name) => join(folder, `tree-${trees++}-${name}`));
    for (const tree of [one, other]) {
      cpSync(sampleFolder, tree, { recursive: true });
      for (const [name, bytes] of Object.entries(treeFiles)) writeFileSync(join(tree, name), bytes);
      for (const name of remove) rmSync(join(tree, name));
    }
    for (const words of args) {
      const ours = await run(native, words, { cwd: one });
      const theirs = await run(process.execPath, [at('dist', 'cli.js'), ...words], { cwd: other });
      assert.equal(shown(theirs), shown(ours));
      assert.ok(theirs.out.equals(ours.out) && theirs.err.equals(ours.err));
    }
    assert.deepEqual(contentsOf(other), contentsOf(one));
    return one;
  };
});

/** @param {readonly string[]} args */
const title = (args) => {
  const short = args.map((arg) => (arg.startsWith(at()) ? arg.slice(at().length + 1) : arg));
  return JSON.stringify(short.join(' ')).slice(0, 90);
};

describe('native and npm command', () => {
  for (const args of table) it(title(args), () => same(args));
  for (const name of Object.keys(files)) {
    const path = `./${name}`;
    it(`"validate ${JSON.stringify(path).slice(1, -1)}"`, () => same(['validate', path]));
  }
});

const formats = ['text', 'json', 'sarif', 'github', 'markdown', 'junit'];
const shells = ['bash', 'zsh', 'fish'];

/** Argument lists over the sample, in its folder. */
const overSample = [
  ...formats.flatMap((format) => [
    ['validate', '.', '--format', format],
    ['validate', '**/*.{json,ndjson}', '--format', format, '--quiet'],
    ['validate', 'prairie-star.setup.json', '--format', format],
  ]),
  ['validate', '[!a]*.json'],
  ['validate', 'j?b-types.json', 'nothing*'],
  ['validate', '.', '--rule=LL0102=off', '--rule', 'name-drift=error', '--max-warnings=20'],
  ['validate', '.', '--kind=feed'],
  ['validate', '.', '--kind=auto', '--kind', 'campaigns=camp*'],
  ['validate', '.', '--color=always'],
  ['validate', '.', '--now=2026-11-20T00:00:00Z', '--max-findings=2'],
  ['validate', '.', '--watchh'],
  ['diff', 'prairie-star.setup.json', 'prairie-star.setup.json'],
  ['diff', 'prairie-star.setup.json', 'job-types.json'],
  ['diff', '../../catalog/sample/prairie-star.setup.json', 'missing.json', '--format=json'],
  ['drift', 'prairie-star.setup.json', '.'],
  ['drift', 'prairie-star.setup.json', '.', '--format', 'json'],
  ['hash', '.'],
  ['hash', 'prairie-star.setup.json', 'job-types.json'],
  ['export', 'prairie-star.setup.json', '--tenant', '.'],
  ['export', 'prairie-star.setup.json'],
  ['schema'],
  ['schema', 'config'],
  ['schema', 'setup'],
  ['rules', '--format=json'],
  ['explain', 'LL0102'],
  ['explain', 'no-mapping', '--color', 'always'],
  ...shells.map((shell) => ['completions', shell]),
  ...['validate', 'explain', 'diff', 'import', 'resolve'].map((name) => [name, '--help']),
];

describe('every command over the sample', () => {
  for (const args of overSample) {
    it(title(args), () => sameTree([args]));
  }
  it('resolve answers a line for a line', async () => {
    const setups = ['business-units', 'job-types', 'campaigns', 'customers', 'prairie-star.setup'];
    const documents = setups.map((name) => join(sampleFolder, `${name}.json`));
    const alerts = sampleText('alerts.ndjson');
    const { out } = await same(['resolve', ...documents], alerts);
    const lines = out
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    // A blank line is no alert.
    assert.equal(lines.length, alerts.split('\n').filter((line) => line.trim() !== '').length);
    assert.ok(
      lines.some(({ jobType }) => jobType),
      'some are filled in',
    );
    assert.ok(
      lines.some(({ held }) => held),
      'some are held',
    );
    assert.ok(
      lines.some(({ error }) => error),
      'some are no alerts',
    );
  });
});

describe('commands that write', () => {
  it('a baseline is the same file, and then nothing is new', () =>
    sameTree([
      ['validate', '.', '--write-baseline', 'known.json'],
      ['validate', '.', '--baseline', 'known.json', '--format=json'],
      ['validate', '.', '--baseline=known.json', '--rule=LL0102=off'],
    ]));
  it('settings are read, and their mistakes found', () =>
    sameTree([['validate', '--config', 'settings.json']]));
  it('fixes are made in the same way', () =>
    sameTree([
      ['validate', '.', '--fix', '--dry-run'],
      ['validate', '.', '--fix'],
      ['validate', '.', '--fix', '--unsafe-fixes', '--format=json'],
      ['validate', '.', '--fix', '--dry-run', '--unsafe-fixes'],
    ]));
  it('tables go in and out', () =>
    sameTree([
      ['export', 'prairie-star.setup.json', '--tenant=job-types.json', '--output=out.csv'],
      ['import', 'out.csv', '--tenant', '.', '--output', 'again.setup.json'],
      ['import', 'mapping.csv', '--setup', 'prairie-star.setup.json', '--output=more.setup.json'],
      ['diff', 'prairie-star.setup.json', 'more.setup.json'],
      ['diff', 'prairie-star.setup.json', 'again.setup.json', '--format', 'json'],
    ]));
  it('reports go to files, whole or not at all', async () => {
    const tree = await sameTree([
      ...formats.map((format) => ['validate', '.', '--format', format, '--output', `r.${format}`]),
      ['validate', '.', '--output', 'no-such-folder/report'],
      ['validate', '.', '--output', '.'],
    ]);
    const left = readdirSync(tree).filter((name) => name.endsWith('.tmp'));
    assert.deepEqual(left, []);
  });
  it('a file keeps its rights and its links', async () => {
    const native = nativeCommand();
    for (const command of [[native], [process.execPath, at('dist', 'cli.js')]]) {
      const target = join(folder, 'kept.setup.json');
      const link = join(folder, 'linked.setup.json');
      writeFileSync(target, setup.replace(/\}\n$/, ',}\n'));
      chmodSync(target, 0o640);
      if (!existsSync(link)) symlinkSync('kept.setup.json', link);
      const [file, ...args] = command;
      await run(file, [...args, 'validate', '--fix', link], { cwd: folder });
      assert.equal(readFileSync(target, 'utf8'), setup);
      assert.equal(statSync(target).mode & 0o777, 0o640);
      rmSync(target);
    }
  });
});

describe('colours of the environment', () => {
  const environments = [
    { FORCE_COLOR: '1' },
    { FORCE_COLOR: '0' },
    { FORCE_COLOR: '1', NO_COLOR: '1' },
    { NO_COLOR: '1' },
    { TERM: 'dumb' },
  ];
  for (const variables of environments) {
    const env = { ...process.env, NO_COLOR: '', FORCE_COLOR: '', ...variables };
    it(JSON.stringify(variables), () => same(['validate', './wrong.setup.json'], '', env));
  }
});

describe('completions', () => {
  /** @param {string[]} words */
  const completed = async (...words) => {
    const script =
      'eval "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _leadloom; echo "${COMPREPLY[*]}"';
    const { out } = await run(nativeCommand(), ['completions', 'bash']);
    const args = ['-c', script, 'bash', out.toString(), 'leadloom', ...words];
    const ran = await run('bash', args, { cwd: folder });
    assert.equal(ran.err.toString(), '');
    return ran.out.toString().trim().split(' ');
  };
  it('of commands', async () => assert.deepEqual(await completed('va'), ['validate']));
  it('of options', async () =>
    assert.deepEqual(await completed('validate', '--max-f'), ['--max-findings']));
  it('of words', async () =>
    assert.deepEqual(await completed('validate', '--format', 's'), ['sarif']));
  it('of rules', async () => assert.deepEqual(await completed('explain', 'LL0102'), ['LL0102']));
  it('of files', async () =>
    assert.deepEqual(await completed('validate', 'acme'), ['acme.setup.json']));
});

describe('limits at the edges of integers', () => {
  for (const limit of ['bytes', 'depth', 'findings']) {
    for (const edge of edges) {
      const args = ['validate', `--max-${limit}=${edge}`, './twice.json', './unknown.json'];
      it(title(args), () => same(args));
    }
  }
});

describe('standard input', () => {
  it('is one of the files', () => same(['validate', '-', sample[0]], setup));
  it('is reported as stdin', () => same(['validate', '--format', 'json', '-'], '{"a":'));
  it('may be empty', () => same(['validate', '-'], ''));
  it('is there once', () => same(['validate', '-', '-'], setup));
  it('may be larger than a pipe', () => same(['validate', '-'], readFileSync(sample[4])));
  it('may not be UTF-8', () => same(['validate', '-'], Uint8Array.from([0xff, 0xfe, 0x00])));
  it('may come late and in pieces', () =>
    same(['validate', '-'], (stdin) => {
      const half = setup.length / 2;
      setTimeout(() => stdin.write(setup.slice(0, half)), 300);
      setTimeout(() => stdin.end(setup.slice(half)), 600);
    }));
  it('is not read when nobody asks', () => same(['validate', './acme.setup.json'], setup));
});

describe('every file of tests/data', () => {
  for (const { name, path, documents } of cases()) {
    const all = documents.map((file) => join(path, file));
    for (const file of all) it(title(['validate', file]), () => same(['validate', file]));
    it(`${name}, together`, () => same(['validate', ...all]));
    it(`${name}, together, as JSON`, () => same(['validate', '--format=json', ...all]));
  }
});

describe('the npm command alone', () => {
  it('says what to do when its wasm is missing', async () => {
    const copy = join(folder, 'copy');
    cpSync(at('dist'), copy, { recursive: true });
    writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
    rmSync(join(copy, 'leadloom.wasm'));
    const ran = await run(process.execPath, [join(copy, 'cli.js'), '--version']);
    assert.equal(ran.code, 2, shown(ran));
    assert.equal(ran.out.length, 0);
    assert.match(ran.err.toString(), /^error\[LL0902\]: leadloom\.wasm could not be loaded\./);
    // Its number stands there once, as in every other finding.
    assert.equal(ran.err.toString().split('LL0902').length, 2, shown(ran));
  });

  it('writes all of a long report into a slow pipe', async () => {
    const cli = at('dist', 'cli.js');
    const args = ['validate', '--format=json', '--max-findings=100000', './many.ndjson'];
    const line = (/** @type {number} */ i) => `{"id":${i}}\n`;
    const bytes = `{"severity":1}\n${Array.from({ length: 5000 }, (_, i) => line(i)).join('')}`;
    writeFileSync(join(folder, 'many.ndjson'), bytes);
    const ran = await run(
      'sh',
      ['-c', `"$@" | (sleep 1; cat)`, 'sh', process.execPath, cli, ...args],
      {
        cwd: folder,
      },
    );
    assert.ok(ran.out.length > 1_000_000, String(ran.out.length));
    assert.equal(JSON.parse(ran.out.toString()).counts.errors, 5001);
  });

  it('ends quietly when nobody reads on', async () => {
    const ran = await run('sh', [
      '-c',
      '"$@" | true',
      'sh',
      process.execPath,
      at('dist', 'cli.js'),
      'rules',
    ]);
    assert.equal(ran.err.toString(), '');
  });

  it('runs again when a file has changed', async () => {
    const watched = join(folder, 'watched');
    mkdirSync(watched);
    writeFileSync(join(watched, 'a.setup.json'), setup);
    const args = [at('dist', 'cli.js'), 'validate', '--watch', '.'];
    const child = spawn(process.execPath, args, { cwd: watched, stdio: 'pipe' });
    let printed = '';
    child.stdout.on('data', (bytes) => (printed += bytes));
    child.stderr.on('data', (bytes) => (printed += bytes));
    /** @param {RegExp} wanted */
    const until = async (wanted) => {
      for (let i = 0; i < 200 && !wanted.test(printed); ++i) {
        await new Promise((done) => setTimeout(done, 50));
      }
      assert.match(printed, wanted);
      printed = '';
    };
    try {
      // Two streams: which of them comes first is nobody's promise.
      await until(/^(?=.*in 1 document\.)(?=.*Watching)/s);
      writeFileSync(join(watched, 'a.setup.json'), '{');
      await until(/^(?=.*Changed: a\.setup\.json)(?=.*LL0001)(?=.*Watching)/s);
      writeFileSync(join(watched, 'b.setup.json'), setup);
      await until(/^(?=.*Changed: )(?=.*in 2 documents\.)(?=.*Watching)/s);
    } finally {
      child.kill();
    }
  });
});
