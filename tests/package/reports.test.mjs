/** Reports in the formats of others hold what those formats demand. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv-draft-04';
import {
  at,
  nativeCommand,
  nativeTests,
  readJson,
  run,
  sampleDocuments,
  shown,
  temporaryFolder,
} from './support.mjs';

const require = createRequire(import.meta.url);
// The schema that OASIS published, as a package carries it.
const schema = readJson(
  require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'),
);
const ajv = new Ajv.default({
  allErrors: true,
  // One pattern of the schema is a regular expression only without the flag.
  unicodeRegExp: false,
  formats: {
    uri: (/** @type {string} */ text) => URL.canParse(text),
    'uri-reference': /^(?:[\w.~!$&'()*+,;=:@/?#[\]-]|%[0-9A-F]{2})*$/,
    'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  },
});
const fits = ajv.compile(schema);

/** @param {unknown} log */
const faults = (log) => (fits(log) ? [] : (fits.errors ?? []));

const folder = temporaryFolder();

describe('SARIF', () => {
  it('the schema refuses what is no log', () => {
    const log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } } }] };
    assert.deepEqual(faults(log), []);
    assert.notDeepEqual(faults({ ...log, version: '2.0.0' }), []);
    assert.notDeepEqual(faults({ version: '2.1.0' }), []);
    const wrong = { tool: { driver: { name: 'x', helpUri: 'y' } } };
    assert.notDeepEqual(faults({ version: '2.1.0', runs: [wrong] }), []);
    const relative = { tool: { driver: { name: 'x', informationUri: 'docs/x.md' } } };
    assert.notDeepEqual(faults({ version: '2.1.0', runs: [relative] }), []);
    const result = { message: { text: 'x' }, level: 'bad' };
    const run = { tool: { driver: { name: 'x' } }, results: [result] };
    assert.notDeepEqual(faults({ version: '2.1.0', runs: [run] }), []);
  });

  it('logs of findings of every shape fit the official schema', async () => {
    const path = join(folder, 'logs.ndjson');
    const env = { ...process.env, LEADLOOM_SARIF_LOGS: path };
    const ran = await run(nativeTests(), ['[.sarif-logs]'], { env });
    assert.equal(ran.code, 0, shown(ran));
    const logs = readFileSync(path, 'utf8').trim().split('\n');
    assert.equal(logs.length, 52);
    for (const line of logs) assert.deepEqual(faults(JSON.parse(line)), []);
    const all = /** @type {any} */ (JSON.parse(logs[0] ?? '')).runs[0].results;
    for (const part of ['fixes', 'relatedLocations', 'suppressions', 'partialFingerprints']) {
      assert.ok(
        all.some((/** @type {object} */ result) => part in result),
        part,
      );
    }
  });

  it('what the command prints for the sample and for broken files fits it too', async () => {
    for (const { name, bytes } of sampleDocuments()) writeFileSync(join(folder, name), bytes);
    const names = sampleDocuments().map(({ name }) => name);
    writeFileSync(join(folder, 'día [1] {2}.json'), '{"leadloom":"setup/1","a":"\u001b{0}"');
    const broken = at('tests', 'data', 'broken-json', 'broken-00.json');
    for (const files of [names, ['día [1] {2}.json'], [broken]]) {
      const ran = await run(nativeCommand(), ['validate', '--format', 'sarif', ...files], {
        cwd: folder,
      });
      assert.ok(ran.out.length > 0, shown(ran));
      const log = JSON.parse(ran.out.toString());
      assert.deepEqual(faults(log), []);
      const { results, invocations } = log.runs[0];
      assert.ok(results.length + (invocations[0].toolExecutionNotifications ?? []).length > 0);
    }
  });
});
