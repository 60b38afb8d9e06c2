/** The native and the npm command print the same bytes for the same arguments. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
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

/** @type {(args: readonly string[], input?: import('./support.mjs').How['input']) => Promise<void>} */
let same;

before(() => {
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  const native = nativeCommand();
  same = async (args, input) => {
    const [one, other] = await Promise.all([
      run(native, args, { cwd: folder, input }),
      run(process.execPath, [at('dist', 'cli.js'), ...args], { cwd: folder, input }),
    ]);
    // Bytes are compared; text is what a person can read when they differ.
    assert.equal(shown(other), shown(one));
    assert.ok(other.out.equals(one.out), 'stdout');
    assert.ok(other.err.equals(one.err), 'stderr');
    assert.equal(other.code, one.code);
    assert.ok([0, 1, 2].includes(one.code ?? -1), `exit code ${one.code}`);
    // What cannot run prints nothing that a program could take for a report.
    assert.equal(one.code === 2, one.err.length > 0);
    assert.equal(one.code === 2, one.out.length === 0);
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
});
