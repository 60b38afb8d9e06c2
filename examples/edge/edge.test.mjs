import assert from 'node:assert/strict';
import { openAsBlob, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from './serve.mjs';

const sample = new URL('../../catalog/sample/', import.meta.url);
const documents = ['prairie-star.setup.json', 'business-units.json', 'job-types.json'];

/** @type {Awaited<ReturnType<typeof serve>>} */
let service;
before(async () => {
  service = await serve(fileURLToPath(new URL('config.capnp', import.meta.url)));
});
after(() => service.stop());

/** A form of files of the sample: each file by its field. */
async function form(names, alerts) {
  const form = new FormData();
  for (const name of names) form.append('f', await openAsBlob(new URL(name, sample)), name);
  if (alerts) form.append('alerts', new Blob([alerts]), 'alerts.ndjson');
  return form;
}

const post = (path, body, headers) =>
  fetch(`${service.address}${path}`, { method: 'POST', body, headers });

test('validates documents together, in every format', async () => {
  const answer = await post('/validate', await form(documents));
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/json');
  const { counts, findings } = await answer.json();
  assert.ok(counts.errors > 0);
  assert.equal(findings.find(({ rule }) => rule === 'LL0104').place.line, 165);
  for (const [format, begins] of Object.entries({
    text: /^(error|warning|note)\[LL/,
    sarif: /^\{/,
    github: /^::/,
    markdown: /^/,
    junit: /^<\?xml/,
  })) {
    const other = await post(`/validate?format=${format}`, await form(documents));
    assert.equal(other.status, 200, format);
    assert.match(await other.text(), begins);
  }
});

test('resolves alerts, a line for a line, and keeps nothing', async () => {
  const alerts = readFileSync(new URL('alerts.ndjson', sample), 'utf8');
  const ask = async () => (await post('/resolve', await form(documents, alerts))).text();
  const first = await ask();
  assert.equal(await ask(), first);
  const lines = first
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(lines.length, alerts.split('\n').filter((line) => line.trim()).length);
  assert.ok(lines.some(({ jobType }) => jobType?.name === 'Heating Repair - Diagnostic'));
  assert.ok(lines.some(({ held }) => held?.code === 'severity_not_passed_on'));
  assert.ok(lines.some(({ error }) => error?.rule === 'LL0407'));
});

test('names are no options, patterns or folders', async () => {
  const bytes = readFileSync(new URL(documents[0], sample));
  for (const name of ['--output=x.json', '*.json', '../a/b.json', '[ab].json', '-']) {
    const body = await form(documents.slice(1), '{}');
    body.append('f', new Blob([bytes]), name);
    assert.equal((await post('/resolve', body)).status, 200, name);
  }
});

test('says in plain words what is wrong', async () => {
  const cases = [
    [404, /There is no \/other/, () => post('/other', '')],
    [405, /takes POST/, () => fetch(`${service.address}/validate`)],
    [415, /no form of files/, () => post('/validate', '{}', { 'content-type': 'text/json' })],
    [
      400,
      /damaged/,
      () => post('/validate', 'x', { 'content-type': 'multipart/form-data; boundary=a' }),
    ],
    [400, /no file/, () => post('/validate', new FormData())],
    [400, /no format “x”/, async () => post('/validate?format=x', await form(documents))],
    [400, /alerts are needed/, async () => post('/resolve', await form(documents))],
    [422, /cannot be resolved/, async () => post('/resolve', await form(['job-types.json'], '{}'))],
  ];
  for (const [status, words, ask] of cases) {
    const answer = await ask();
    assert.equal(answer.status, status, String(words));
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    const { title, detail } = await answer.json();
    assert.match(title, words);
    assert.ok(detail);
  }
});

/** The status that a request is answered with while it is still sent, in pieces of a MiB. */
const whileSent = (headers, pieces) =>
  new Promise((done, fail) => {
    const type = { 'content-type': 'multipart/form-data; boundary=a' };
    const options = { method: 'POST', headers: { ...type, ...headers } };
    const sent = request(`${service.address}/validate`, options, ({ statusCode }) => {
      done(statusCode);
      sent.destroy();
    });
    sent.on('error', fail);
    sent.flushHeaders();
    for (let i = 0; i < pieces; i += 1) sent.write(Buffer.alloc(2 ** 20));
  });

test('a request that is too large is refused, announced or not', async () => {
  assert.equal(await whileSent({ 'content-length': 9 * 2 ** 20 }, 0), 413);
  assert.equal(await whileSent({ 'transfer-encoding': 'chunked' }, 9), 413);
  // It goes on.
  assert.equal((await post('/validate', await form(documents))).status, 200);
});
