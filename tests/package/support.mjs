/** What the package tests share: paths, child processes, the sample, chance with a seed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A path inside the project. @param {...string} parts */
export const at = (...parts) => join(root, ...parts);

/** The address of a file inside the project. @param {...string} parts */
export const urlOf = (...parts) => pathToFileURL(at(...parts));

/** @param {string} path */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The module of `dist/`, imported when it is asked for. @param {string} name */
export const dist = (name) => import(urlOf('dist', name).href);

/**
 * A built program, by environment variable or at its usual place.
 * @param {string} variable
 * @param {...string} usual
 */
function program(variable, ...usual) {
  const path = resolve(process.env[variable] ?? at(...usual));
  if (!existsSync(path)) {
    throw new Error(`${path} is missing. Build the preset "native", or set ${variable}.`);
  }
  return path;
}

/** The native command. */
export const nativeCommand = () => program('LEADLOOM_NATIVE', 'build', 'native', 'leadloom');

/** The native program that plays a case of `tests/data`. */
export const nativeReplay = () =>
  program('LEADLOOM_REPLAY', 'build', 'native', 'tests', 'cpp', 'leadloom_replay');

/** The native tests. */
export const nativeTests = () =>
  program('LEADLOOM_TESTS', 'build', 'native', 'tests', 'cpp', 'leadloom_tests');

/** A folder that is gone when the test file is done. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'leadloom-test-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * @typedef {{ code: number | null, out: Buffer, err: Buffer }} Ran
 * @typedef {{ cwd?: string, env?: NodeJS.ProcessEnv, input?: Uint8Array | string | Feed }} How
 * @typedef {(stdin: import('node:stream').Writable) => void} Feed
 */

/**
 * Runs a program and waits for it. `input` is what it reads, or who writes it.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {How} [how]
 * @returns {Promise<Ran>}
 */
export function run(file, args, { cwd, env = process.env, input = '' } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(file, args, { cwd, env, stdio: 'pipe' });
    /** @type {Buffer[]} */
    const out = [];
    /** @type {Buffer[]} */
    const err = [];
    child.stdout.on('data', (bytes) => out.push(bytes));
    child.stderr.on('data', (bytes) => err.push(bytes));
    // Whoever does not read its input closes it early.
    child.stdin.on('error', () => {});
    child.on('error', fail);
    child.on('close', (code) => {
      done({ code, out: Buffer.concat(out), err: Buffer.concat(err) });
    });
    if (typeof input === 'function') input(child.stdin);
    else child.stdin.end(input);
  });
}

/** What a run printed, for a message. @param {Ran} ran */
export const shown = ({ code, out, err }) => `exit code ${code}\n${out}\n${err}`;

export const sampleFolder = at('catalog', 'sample');

/** The documents of the sample, in name order. */
export const sampleDocuments = () =>
  readdirSync(sampleFolder)
    .sort()
    .map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(sampleFolder, name))) }));

/** One document of the sample as text. @param {string} name */
export const sampleText = (name) => readFileSync(join(sampleFolder, name), 'utf8');

/**
 * A workspace with the whole sample in it.
 * @param {import('../../dist/index.js').Leadloom} leadloom
 */
export function openSample(leadloom) {
  const workspace = leadloom.openWorkspace();
  for (const document of sampleDocuments()) workspace.load(document);
  return workspace;
}

/**
 * The sample without its blemished rows: what is left is clean.
 * @returns {{ name: string, bytes: string }[]}
 */
export function cleanDocuments() {
  const setup = JSON.parse(sampleText('prairie-star.setup.json'));
  // Inactive, not served by its business unit, renamed in the tenant.
  const blemished = [
    'install_garbage_disposal',
    'install_fan',
    'unclog_drain',
    'install_thermostat',
  ];
  setup.mapping = setup.mapping.filter((row) => !blemished.includes(row.standardJobType));
  // Several of each leave leads blank, which is a warning.
  for (const row of setup.mapping) {
    row.jobTypes.length = 1;
    row.businessUnits.length = 1;
  }
  const { alertTypes, severities } = readJson(at('catalog', 'partners', 'smartac.json'));
  const types = new Set(alertTypes.map(({ name }) => name));
  const codes = new Set(severities.map(({ code }) => code.toLowerCase()));
  const accounts = new Set(setup.integrations[0].accounts.map(({ id }) => id));
  const isKnown = (/** @type {string} */ line) => {
    try {
      const alert = JSON.parse(line);
      const { type, severity, account } = alert.specversion ? alert.data : alert;
      return types.has(type) && codes.has(severity.trim().toLowerCase()) && accounts.has(account);
    } catch {
      return false;
    }
  };
  const feed = sampleText('alerts.ndjson').split('\n').filter(isKnown);
  const changed = new Map([
    ['prairie-star.setup.json', JSON.stringify(setup, null, 2)],
    ['alerts.ndjson', `${feed.join('\n')}\n`],
  ]);
  return sampleDocuments().map(({ name }) => ({
    name,
    bytes: changed.get(name) ?? sampleText(name),
  }));
}

/** The cases of `tests/data`, and the documents of each in the order in which they are loaded. */
export function cases() {
  const folder = at('tests', 'data');
  if (!existsSync(folder)) return [];
  const apart = ['commands.ndjson', 'queries.ndjson'];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isDirectory())
    .map((path) => ({
      name: path.slice(folder.length + 1),
      path,
      documents: readdirSync(path)
        // By bytes, as the native program sorts.
        .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
        .filter((file) => !apart.includes(file) && statSync(join(path, file)).isFile()),
    }));
}

/** Numbers that look random and are the same each time. @param {number} seed */
export function randomFor(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  /** A whole number from 0 to `count` - 1. @param {number} count */
  const below = (count) => Math.floor(next() * count);
  return {
    below,
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => list[below(list.length)],
    /** @param {number} count */
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  };
}
