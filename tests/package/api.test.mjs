/** The typed API: loading, the workspace, and what happens to bad input. */
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import {
  at,
  cleanDocuments,
  dist,
  openSample,
  randomFor,
  readJson,
  root,
  run,
  sampleDocuments,
  sampleText,
  shown,
  temporaryFolder,
  urlOf,
} from './support.mjs';

const { load, LeadloomError, VERSION } = await dist('node.js');
/** @type {import('../../dist/index.js').Leadloom} */
const leadloom = await load();
const validator = await (await dist('validator-node.js')).loadValidator();
const wasm = readFileSync(at('dist', 'leadloom.wasm'));

const csr = { at: '2026-11-20T18:00:00Z', by: { name: 'Dana Desk', role: 'CSR' } };
const owner = { at: '2026-11-20T18:00:00Z', by: { name: 'Olga Owner', role: 'Owner' } };

/**
 * Asserts a `LeadloomError` with a number and the next step.
 * @param {Promise<unknown> | (() => unknown)} work
 * @param {string} rule
 * @param {RegExp} [says]
 */
async function refuses(work, rule, says = /./) {
  const check = (/** @type {any} */ error) => {
    assert.ok(error instanceof LeadloomError, String(error?.stack));
    assert.equal(error.name, 'LeadloomError');
    assert.equal(error.rule, rule, error.message);
    assert.ok(error.message.startsWith(`${rule}: `), error.message);
    assert.ok(error.message.endsWith(error.hint), error.message);
    assert.ok(error.hint.length > 10);
    assert.match(error.message, says);
    return true;
  };
  if (typeof work === 'function') assert.throws(work, check);
  else await assert.rejects(work, check);
}

describe('load()', () => {
  it('answers the same core every time', async () => {
    assert.equal(await load(), leadloom);
    assert.equal(await load({}), leadloom);
    const [one, other] = await Promise.all([load(), load()]);
    assert.equal(one, other);
  });

  it('knows its version', () => {
    assert.equal(leadloom.version, VERSION);
    assert.equal(VERSION, readJson(at('package.json')).version);
  });

  const given = {
    'a Uint8Array': () => new Uint8Array(wasm),
    'a part of a buffer': () => {
      const larger = new Uint8Array(wasm.length + 20);
      larger.set(wasm, 10);
      return larger.subarray(10, wasm.length + 10);
    },
    'an ArrayBuffer': () => new Uint8Array(wasm).buffer,
    'a compiled module': () => WebAssembly.compile(wasm),
    'a Response of the right type': () =>
      new Response(wasm, { headers: { 'content-type': 'application/wasm' } }),
    'a Response of a wrong type': () =>
      new Response(wasm, { headers: { 'content-type': 'text/plain' } }),
    'a Response without a type': () => new Response(wasm),
    'a promise of a Response': () => Promise.resolve(new Response(wasm)),
    'a file: URL': () => urlOf('dist', 'leadloom.wasm'),
  };
  for (const [name, make] of Object.entries(given)) {
    it(`takes ${name}`, async () => {
      const own = await load({ wasm: await make() });
      assert.equal(own.version, VERSION);
      assert.notEqual(own, leadloom);
      assert.equal(own.openWorkspace().leads().total, 0);
    });
  }
});

describe('load() from a server', () => {
  /** @type {Record<string, (response: import('node:http').ServerResponse) => void>} */
  const answers = {
    '/leadloom.wasm': (response) =>
      response.writeHead(200, { 'content-type': 'application/wasm' }).end(wasm),
    '/plain.wasm': (response) => response.writeHead(200).end(wasm),
    '/parameter.wasm': (response) =>
      response.writeHead(200, { 'content-type': 'application/wasm; charset=utf-8' }).end(wasm),
    '/missing.wasm': (response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>'),
    '/broken.wasm': (response) => response.writeHead(500).end(),
    '/page.wasm': (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello'),
    '/page-as-wasm.wasm': (response) =>
      response.writeHead(200, { 'content-type': 'application/wasm' }).end('<!doctype html>'),
    '/empty.wasm': (response) =>
      response.writeHead(200, { 'content-type': 'application/wasm' }).end(),
    '/truncated.wasm': (response) =>
      response
        .writeHead(200, { 'content-type': 'application/wasm' })
        .end(wasm.subarray(0, wasm.length / 2)),
    '/truncated-plain.wasm': (response) =>
      response.writeHead(200).end(wasm.subarray(0, wasm.length / 2)),
    '/broken-off.wasm': (response) => {
      response.writeHead(200, { 'content-length': wasm.length });
      response.write(wasm.subarray(0, 1000), () => response.destroy());
    },
  };
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end();
  });
  /** @type {string} */
  let origin;
  before(
    () =>
      new Promise((done) => {
        server.listen(0, '127.0.0.1', () => {
          const address = /** @type {import('node:net').AddressInfo} */ (server.address());
          origin = `http://127.0.0.1:${address.port}`;
          done(undefined);
        });
      }),
  );
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const path of ['/leadloom.wasm', '/plain.wasm', '/parameter.wasm']) {
    it(`takes ${path}`, async () => {
      const byText = await load({ wasm: `${origin}${path}` });
      const byUrl = await load({ wasm: new URL(path, origin) });
      const byAnswer = await load({ wasm: fetch(`${origin}${path}`) });
      for (const own of [byText, byUrl, byAnswer]) assert.equal(own.version, VERSION);
    });
  }

  /** @type {[string, string, RegExp][]} */
  const refused = [
    ['/missing.wasm', 'LL0902', /\/missing\.wasm answered 404\./],
    ['/broken.wasm', 'LL0902', /answered 500\./],
    ['/page.wasm', 'LL0903', /23 bytes were read/],
    ['/page-as-wasm.wasm', 'LL0903', /\/page-as-wasm\.wasm answered/],
    ['/empty.wasm', 'LL0903', /answered/],
    ['/truncated.wasm', 'LL0903', /answered/],
    ['/truncated-plain.wasm', 'LL0903', /bytes were read/],
    ['/broken-off.wasm', 'LL0902', /broke off/],
  ];
  for (const [path, rule, says] of refused) {
    it(`refuses ${path} (${rule})`, () => refuses(load({ wasm: origin + path }), rule, says));
  }

  it('says that nobody answers (LL0902)', async () => {
    const closed = createServer();
    await new Promise((done) => closed.listen(0, '127.0.0.1', () => done(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (closed.address());
    await new Promise((done) => closed.close(done));
    const nobody = `http://127.0.0.1:${port}/leadloom.wasm`;
    await refuses(load({ wasm: nobody }), 'LL0902', /did not answer/);
  });
});

describe('load() of what is no leadloom.wasm', () => {
  it('refuses random bytes (LL0903)', () =>
    refuses(load({ wasm: randomFor(1).bytes(1000) }), 'LL0903', /1000 bytes/));
  it('refuses no bytes (LL0903)', () => refuses(load({ wasm: new Uint8Array() }), 'LL0903'));
  it('refuses half of it (LL0903)', () =>
    refuses(load({ wasm: wasm.subarray(0, wasm.length / 2) }), 'LL0903'));
  it('refuses another module (LL0903)', () =>
    refuses(load({ wasm: Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) }), 'LL0903'));
  it('refuses a missing file (LL0902)', () =>
    refuses(load({ wasm: urlOf('dist', 'nowhere.wasm') }), 'LL0902', /nowhere\.wasm/));
  it('refuses a folder (LL0902)', () => refuses(load({ wasm: urlOf('dist') }), 'LL0902'));
  it('refuses an address that is none (LL0902)', () =>
    refuses(load({ wasm: './leadloom.wasm' }), 'LL0902'));

  it('refuses one of another version (LL0905)', async () => {
    const other = Buffer.from(wasm);
    let at = other.indexOf(VERSION);
    assert.ok(at > 0);
    // Other texts may hold the same digits.
    for (; at > 0; at = other.indexOf(VERSION, at)) other.write(VERSION.replace(/\d+$/, '9'), at);
    await refuses(load({ wasm: other }), 'LL0905', /The script is .+, the wasm .+9\./);
  });

  it('refuses where WebAssembly is switched off (LL0904)', async () => {
    const { WebAssembly: kept } = globalThis;
    try {
      // @ts-expect-error as a policy does
      delete globalThis.WebAssembly;
      await refuses(load({ wasm: new Uint8Array(8) }), 'LL0904');
    } finally {
      globalThis.WebAssembly = kept;
    }
  });

  it('can be tried again', async () => {
    const folder = temporaryFolder();
    cpSync(at('dist'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const target = join(folder, 'leadloom.wasm');
    rmSync(target);
    const own = await import(pathToFileURL(join(folder, 'node.js')).href);
    await assert.rejects(own.load(), { name: 'LeadloomError', rule: 'LL0902' });
    writeFileSync(target, 'no wasm');
    await assert.rejects(own.load(), { name: 'LeadloomError', rule: 'LL0903' });
    copyFileSync(at('dist', 'leadloom.wasm'), target);
    const [one, other] = await Promise.all([own.load(), own.load()]);
    assert.equal(one, other);
    assert.equal(one.version, VERSION);
  });
});

describe('a workspace with the sample', () => {
  /** @type {import('../../dist/index.js').Workspace} */
  let workspace;
  before(() => {
    workspace = openSample(leadloom);
  });
  const cards = () =>
    workspace.leads({ count: 500 }).leads.map(({ id }) => /** @type {any} */ (workspace.lead(id)));

  it('lets Admin and Owner accept the agreement and tells the others why not (M2)', () => {
    const own = leadloom.openWorkspace();
    for (const role of ['Admin', 'Owner']) {
      const view = own.agreement('smartac.com', role);
      assert.equal(view?.mayAccept, true);
      assert.equal(view?.whyNot, undefined);
    }
    for (const role of ['CSR', 'Dispatch', 'admin', 'OWNER', '', '__proto__', 'constructor']) {
      const view = own.agreement('smartac.com', role);
      assert.equal(view?.mayAccept, false, role);
      assert.ok(view?.text && view.whyNot, role);
    }
    const view = /** @type {any} */ (own.agreement('smartac.com', 'CSR'));
    const accept = {
      type: /** @type {const} */ ('accept_agreement'),
      integration: 'smartac.com',
      version: view.version,
      sha256: view.sha256,
    };
    const before = own.exportSetup();
    const refused = own.apply({ ...csr, ...accept });
    assert.equal(refused.ok, false);
    assert.equal(refused.findings[0]?.rule, 'LL0301');
    assert.deepEqual(own.exportSetup(), before);
    assert.equal(own.apply({ ...owner, ...accept, sha256: '0'.repeat(64) }).ok, false);
    assert.deepEqual(own.apply({ ...owner, ...accept }), { ok: true, findings: [] });
    const after = /** @type {any} */ (own.agreement('smartac.com', 'CSR'));
    assert.equal(after.state, 'accepted');
    assert.deepEqual(after.accepted.acceptedBy, owner.by);
    // Accepted is not live: that is what `finish` is for.
    assert.equal(own.integrations()[0]?.state, 'in_set_up');
    assert.equal(own.apply({ ...owner, ...accept }).findings[0]?.rule, 'LL0304');
    const finish = { ...owner, type: /** @type {const} */ ('finish'), integration: 'smartac.com' };
    assert.equal(own.apply(finish).findings[0]?.rule, 'LL0308');
  });

  it('leaves job type and business unit blank where there are several, and says why (M3)', () => {
    const blank = cards().filter(({ standardJobType }) => standardJobType.id === 'repair_ac');
    assert.ok(blank.length > 5);
    for (const { resolution } of blank) {
      assert.equal(resolution.jobType, undefined);
      assert.equal(resolution.businessUnit, undefined);
      assert.equal(resolution.reasons[0].code, 'several');
      assert.match(resolution.reasons[0].text, /2 job types × 2 business units/);
      assert.equal(resolution.candidates.length, 4);
    }
    const filled = cards().filter(({ standardJobType }) => standardJobType.id !== 'repair_ac');
    for (const { resolution } of filled) {
      assert.ok(resolution.jobType && resolution.businessUnit);
      assert.equal(resolution.candidates.length, 1);
    }
  });

  it('passes on critical and urgent, and counts and explains the rest (M4)', () => {
    const { total, counts, leads } = workspace.leads({ count: 500 });
    assert.equal(leads.length, total);
    assert.ok(leads.every(({ severity }) => severity === 'critical' || severity === 'urgent'));
    const held = workspace.held({ count: 500 });
    // No line of the feed is lost.
    const lines = sampleText('alerts.ndjson').split('\n').filter(Boolean).length;
    assert.equal(total + held.total, lines);
    assert.equal(counts.held + counts.setAside, held.total);
    assert.equal(counts.new + counts.accepted, total);
    assert.equal(
      held.reasons.reduce((sum, { count }) => sum + count, 0),
      held.total,
    );
    assert.equal(held.alerts.length, held.total);
    for (const { code, text, count } of held.reasons) {
      assert.ok(code && text.length > 10 && count > 0);
      const some = workspace.held({ reason: code, count: 500 });
      assert.equal(some.alerts.length, count);
      assert.ok(some.alerts.every((alert) => alert.code === code && alert.text));
    }
    const below = held.reasons.find(({ code }) => code === 'severity_not_passed_on');
    assert.ok(below && below.count > 100);
    assert.ok(held.alerts.every(({ line }) => line >= 1 && line <= lines + 1));
  });

  it('shows what the partner sent on the lead card (M15, M19)', () => {
    const sent = new Map();
    for (const line of sampleText('alerts.ndjson').split('\n')) {
      try {
        const event = JSON.parse(line);
        const alert = event.specversion ? { submittedOn: event.time, ...event.data } : event;
        if (!sent.has(event.id)) sent.set(event.id, { ...alert, source: event.source });
      } catch {
        // A blemish of the sample.
      }
    }
    for (const card of cards()) {
      const alert = sent.get(card.alertId);
      assert.equal(card.id, `${alert.source}/${card.alertId}`);
      const { mark } = workspace.integrations()[0] ?? {};
      assert.deepEqual(card.integration, { id: 'smartac.com', name: 'SmartAC.com', mark });
      assert.equal(card.alertType, alert.type);
      assert.equal(card.severityAsSent, alert.severity);
      assert.equal(
        card.contact.name?.replaceAll(/\s/g, ''),
        alert.member.name.replaceAll(/\s/g, ''),
      );
      if (alert.member.email) assert.equal(card.contact.email, alert.member.email);
      assert.equal(card.contact.address.zip, alert.member.address.zip);
      if (/Z$/.test(alert.submittedOn)) assert.equal(card.submittedOn, alert.submittedOn);
      const given = Object.keys(alert.details ?? {});
      assert.ok(
        given.every((name) => card.details.some((/** @type {any} */ one) => one.name === name)),
        card.id,
      );
      assert.equal(card.resolution.campaign?.name, 'SmartAC.com');
      assert.match(card.reminder, /system-generated alert, not a booking/);
      assert.equal(card.customer, undefined);
    }
  });

  it('answers windows that fit together', () => {
    const all = workspace.leads({ count: 500 });
    for (const count of [1, 7, 50]) {
      const pieces = [];
      for (let offset = 0; offset < all.total; offset += count) {
        const window = workspace.leads({ offset, count });
        assert.equal(window.total, all.total);
        assert.equal(window.offset, offset);
        pieces.push(...window.leads);
      }
      assert.deepEqual(pieces, all.leads);
    }
    assert.deepEqual(workspace.leads({ offset: all.total }).leads, []);
    assert.deepEqual(workspace.leads({ count: 0 }).leads, []);
    assert.deepEqual(workspace.leads({ offset: 2 ** 53 }).leads, []);
    assert.deepEqual(workspace.leads({ offset: 2 ** 32 }).leads, []);
    const held = workspace.held({ count: 500 });
    assert.deepEqual(workspace.held({ offset: 3, count: 4 }).alerts, held.alerts.slice(3, 7));
    assert.deepEqual(workspace.held({ offset: 2 ** 32 }).alerts, []);
  });

  it('filters and sorts', () => {
    const all = workspace.leads({ count: 500 }).leads;
    const critical = workspace.leads({ severity: 'critical', count: 500 }).leads;
    assert.deepEqual(
      critical,
      all.filter(({ severity }) => severity === 'critical'),
    );
    const newest = workspace.leads({ sort: 'newest', count: 500 }).leads;
    const times = newest.map(({ submittedOn }) => submittedOn).filter(Boolean);
    assert.deepEqual(times, times.toSorted().reverse());
    const oldest = workspace.leads({ sort: 'oldest', count: 500 }).leads;
    const rising = oldest.map(({ submittedOn }) => submittedOn).filter(Boolean);
    assert.deepEqual(rising, rising.toSorted());
    const words = workspace.leads({ text: '  LEAK nothing-has-this ' });
    assert.equal(words.total, 0);
    const kyle = workspace.leads({ text: 'kyle', count: 500 }).leads;
    assert.ok(kyle.length > 0);
    assert.ok(kyle.every((line) => /kyle/i.test(`${line.name} ${line.alertType} ${line.city}`)));
    assert.equal(workspace.leads({ integration: 'google-local-services' }).total, 0);
  });

  it('answers nothing for what is not there', () => {
    for (const id of ['', '/', 'smartac.com', 'smartac.com/', '/SA-100003', '__proto__', 'a/b']) {
      assert.equal(workspace.lead(id), undefined, id);
      assert.equal(workspace.booking(id), undefined, id);
    }
    for (const id of ['', 'nobody', '__proto__', 'constructor']) {
      assert.equal(workspace.agreement(id, 'Owner'), undefined, id);
    }
  });

  it('takes the findings of the mapping from the validator', () => {
    const { rows } = workspace.mapping();
    const row = rows.find(({ standardJobType }) => standardJobType === 'repair_ac');
    assert.equal(row?.outcome, 'blank');
    assert.equal(row?.findings[0]?.rule, 'LL0102');
    const { findings } = workspace.findings();
    assert.ok(findings.some(({ rule }) => rule === 'LL0102'));
  });

  it('suggests, previews, compares, imports and tells the history', () => {
    const own = openSample(leadloom);
    const { rows } = own.mapping({ findings: false, choices: false });
    assert.ok(rows.every(({ findings }) => findings.length === 0));
    const suggested = rows.find(({ suggestions }) => suggestions.length > 0);
    const [first] = suggested?.suggestions ?? [];
    assert.ok(first && first.percent >= 35 && first.why && first.jobType.id);
    const { trade, standardJobType } = /** @type {any} */ (suggested);
    const row = {
      trade,
      standardJobType,
      jobTypes: [first.jobType.id],
      businessUnits: ['21700377'],
    };
    const done = own.apply({ ...owner, type: 'map_job_types', rows: [row] });
    assert.ok(done.ok && done.undo);
    assert.equal(own.history()[0]?.about, 'Mapping of 1 row');
    assert.deepEqual(own.history()[0]?.undo, done.undo);
    assert.ok(own.apply({ ...owner, ...done.undo }).ok);
    const back = own.mapping({ findings: false }).rows;
    const plain = (/** @type {any[]} */ all) => all.map((one) => ({ ...one, suggestions: [] }));
    assert.deepEqual(plain(back), plain(rows));
    // What was mapped before is suggested first.
    const again = back.find(
      (one) => one.trade === trade && one.standardJobType === standardJobType,
    );
    assert.equal(again?.suggestions[0]?.why, 'As last time');
    const preview = own.preview({ trade: 'hvac', standardJobType: 'ac_maintenance' });
    assert.equal(preview?.resolution.jobType?.id, '9007199254740993');
    assert.equal(own.preview({ trade: 'hvac', standardJobType: 'nothing' }), undefined);
    const { name, text } = own.exportSetup();
    assert.deepEqual(own.compare({ name, text }).changes.length, 0);
    const table = own.mappingTable();
    const looked = own.importMapping(table);
    assert.ok(looked.rows.length > 10);
    assert.ok(looked.rows.every(({ status }) => status === 'same'));
    assert.deepEqual(looked.command, { type: 'map_job_types', rows: [] });
    const [heading] = table.text.split('\n');
    assert.ok(own.importMapping({ name: 'm.csv', text: `${heading}\n` }).rows.length === 0);
  });

  it('has the validator agree on a clean set', () => {
    assert.equal(leadloom.validate(sampleDocuments()).clean, false);
    const report = leadloom.validate(cleanDocuments());
    assert.deepEqual(
      report.findings.filter(({ level }) => level !== 'note'),
      [],
    );
    assert.equal(report.clean, true);
  });
});

describe('from lead to booking', () => {
  const largest = '9223372036854775807';

  /** A workspace whose AC tune-ups end at the ids that a JavaScript number cannot hold. */
  function withLargeIds() {
    const workspace = openSample(leadloom);
    const bytes = `[{"id":${largest},"name":"Largest","active":true,"priority":"High",
      "businessUnitIds":[9007199254740997]}]`;
    assert.ok(workspace.load({ name: 'more.json', bytes, kind: 'job-types' }).ok);
    const mapped = workspace.apply({
      ...owner,
      type: 'map_job_type',
      trade: 'hvac',
      standardJobType: 'ac_maintenance',
      jobTypes: [largest],
      businessUnits: ['9007199254740997'],
    });
    assert.ok(mapped.ok && mapped.undo?.type === 'map_job_type');
    return workspace;
  }

  /** @param {import('../../dist/index.js').Workspace} workspace */
  const tuneUp = (workspace) => {
    const { leads } = workspace.leads({ text: 'Service Request-Normal', count: 500 });
    return /** @type {string} */ (leads[0]?.id);
  };

  it('keeps ids exact', () => {
    const workspace = openSample(leadloom);
    const lead = tuneUp(workspace);
    assert.equal(workspace.lead(lead)?.resolution.jobType?.id, '9007199254740993');
    assert.equal(workspace.booking(lead), undefined);
    assert.ok(workspace.apply({ ...csr, type: 'accept_lead', lead }).ok);
    const booking = /** @type {any} */ (workspace.booking(lead));
    assert.match(booking.json, /"jobTypeId": 9007199254740993[,\n]/);
    assert.match(booking.json, /"campaignId": 30558087[,\n]/);
    assert.equal(booking.method, 'POST');
    assert.match(booking.path, /bookings$/);
    assert.deepEqual(booking.findings, []);
    const request = JSON.parse(booking.json);
    for (const field of ['source', 'name', 'summary', 'isFirstTimeClient', 'externalId']) {
      assert.ok(field in request, field);
    }
  });

  it('keeps the largest id exact', () => {
    const workspace = withLargeIds();
    const lead = tuneUp(workspace);
    assert.ok(workspace.apply({ ...csr, type: 'accept_lead', lead }).ok);
    const { json } = /** @type {any} */ (workspace.booking(lead));
    assert.match(json, /"jobTypeId": 9223372036854775807[,\n]/);
    assert.match(json, /"businessUnitId": 9007199254740997[,\n]/);
    assert.ok(workspace.exportSetup().text.includes(`"${largest}"`));
  });

  it('accepts once, and reopens', () => {
    const workspace = openSample(leadloom);
    const lead = tuneUp(workspace);
    const before = workspace.leads({ count: 500 });
    assert.equal(
      workspace.apply({ ...csr, type: 'reopen_lead', lead }).findings[0]?.rule,
      'LL0504',
    );
    assert.ok(workspace.apply({ ...csr, type: 'accept_lead', lead }).ok);
    const again = workspace.apply({ ...csr, type: 'accept_lead', lead });
    assert.equal(again.ok, false);
    assert.equal(again.findings[0]?.rule, 'LL0502');
    const card = workspace.lead(lead);
    assert.equal(card?.state, 'accepted');
    assert.deepEqual(card?.handling.by, csr.by);
    assert.equal(card?.handling.at, csr.at);
    assert.equal(workspace.leads().counts.accepted, 1);
    assert.equal(workspace.leads({ state: 'accepted' }).leads[0]?.id, lead);
    const taken = workspace.apply({ ...csr, type: 'reopen_lead', lead });
    assert.ok(taken.ok);
    assert.equal(workspace.booking(lead), undefined);
    // Taken back step by step, the desk is what it was.
    for (const step of ['undo_lead', 'undo_lead'])
      assert.ok(workspace.apply({ ...csr, type: step, lead }).ok);
    assert.deepEqual(workspace.leads({ count: 500 }), before);
    assert.equal(workspace.apply({ ...csr, type: 'undo_lead', lead }).findings[0]?.rule, 'LL0505');
    const unknown = workspace.apply({ ...csr, type: 'accept_lead', lead: 'nobody/0' });
    assert.equal(unknown.findings[0]?.rule, 'LL0501');
  });

  it('plays the desk log into a fresh workspace', () => {
    const one = openSample(leadloom);
    const ids = one.leads({ count: 40 }).leads.map(({ id }) => id);
    for (const lead of ids) one.apply({ ...csr, type: 'accept_lead', lead });
    for (const lead of ids.slice(0, 9)) one.apply({ ...owner, type: 'reopen_lead', lead });
    const log = one.deskLog();
    assert.equal(log.split('\n').length, 50);
    assert.ok(log.endsWith('\n'));
    const other = openSample(leadloom);
    for (const line of log.trimEnd().split('\n')) assert.ok(other.apply(JSON.parse(line)).ok);
    assert.equal(other.deskLog(), log);
    const query = /** @type {const} */ ({ sort: 'oldest', count: 500 });
    assert.deepEqual(other.leads(query), one.leads(query));
    for (const { id } of one.leads(query).leads) {
      assert.deepEqual(other.lead(id), one.lead(id));
      assert.deepEqual(other.booking(id), one.booking(id));
    }
  });

  it('exports a set-up that gives the same one again', () => {
    const one = withLargeIds();
    const commands = [
      { type: 'select_trades', trades: ['plumber', 'hvac'] },
      { type: 'set_enabled', integration: 'smartac.com', enabled: false },
      {
        type: 'set_job_type_enabled',
        integration: 'smartac.com',
        trade: 'hvac',
        standardJobType: 'repair_ac',
        enabled: false,
      },
      { type: 'set_campaign', integration: 'smartac.com', campaign: '30557366' },
    ];
    for (const command of commands) {
      const by = { name: '“Ø” \\ "é" 🏠', role: 'Owner' };
      const done = one.apply(/** @type {any} */ ({ ...owner, by, ...command }));
      assert.ok(done.ok && done.undo, JSON.stringify(done));
    }
    const exported = one.exportSetup();
    assert.match(exported.sha256, /^[0-9a-f]{64}$/);
    const other = leadloom.openWorkspace();
    for (const document of sampleDocuments()) {
      if (!document.name.includes('setup')) other.load(document);
    }
    const loaded = other.load({ name: exported.name, bytes: exported.text });
    assert.equal(loaded.ok, true, JSON.stringify(loaded.findings));
    assert.deepEqual(other.exportSetup(), exported);
    assert.deepEqual(other.integrations(), one.integrations());
    assert.equal(other.leads().total, one.leads().total);
    // Blanks and line ends are no change.
    const compact = JSON.stringify(JSON.parse(exported.text));
    other.load({ name: exported.name, bytes: compact });
    assert.deepEqual(other.exportSetup(), exported);
  });

  it('does all of a command or nothing', () => {
    const workspace = openSample(leadloom);
    const before = workspace.exportSetup();
    const commands = [
      { type: 'select_trades', trades: ['hvac', 'no-such-trade'] },
      {
        type: 'map_job_type',
        trade: 'hvac',
        standardJobType: 'repair_ac',
        jobTypes: ['48213550', '1'],
        businessUnits: ['21700341'],
      },
      { type: 'set_campaign', integration: 'smartac.com', campaign: '1' },
      { type: 'set_enabled', integration: 'google-local-services', enabled: true },
      { type: 'set_enabled', integration: 'smartac.com', enabled: 'no' },
      { type: 'nothing' },
      { type: 'set_enabled', integration: 'smartac.com', enabled: false, at: 'yesterday' },
    ];
    for (const command of commands) {
      const done = workspace.apply(/** @type {any} */ ({ ...owner, ...command }));
      assert.equal(done.ok, false, JSON.stringify(command));
      assert.ok(done.findings.length > 0);
      assert.ok(done.findings.every(({ rule, message, hint }) => rule && message && hint));
      assert.deepEqual(workspace.exportSetup(), before);
    }
  });
});

describe('a closed workspace', () => {
  it('says that it is closed (LL0906)', () => {
    const workspace = openSample(leadloom);
    workspace.close();
    workspace.close();
    workspace[Symbol.dispose]();
    const calls = [
      () => workspace.load({ name: 'a', bytes: '{}' }),
      () => workspace.apply({ ...csr, type: 'accept_lead', lead: 'a' }),
      () => workspace.integrations(),
      () => workspace.agreement('smartac.com', 'CSR'),
      () => workspace.mapping(),
      () => workspace.findings(),
      () => workspace.leads(),
      () => workspace.lead('a'),
      () => workspace.held(),
      () => workspace.booking('a'),
      () => workspace.exportSetup(),
      () => workspace.deskLog(),
      () => workspace.rejected(),
    ];
    for (const call of calls) refuses(call, 'LL0906');
  });

  it('is closed by Symbol.dispose', () => {
    const workspace = leadloom.openWorkspace();
    assert.equal(typeof workspace[Symbol.dispose], 'function');
    workspace[Symbol.dispose]();
    refuses(() => workspace.leads(), 'LL0906');
  });

  it('leaves the others open', () => {
    const one = openSample(leadloom);
    const other = openSample(leadloom);
    one.close();
    assert.ok(other.leads().total > 100);
  });

  it('gives its memory back', async () => {
    const original = WebAssembly.instantiate;
    /** @type {WebAssembly.Memory | undefined} */
    let memory;
    WebAssembly.instantiate = /** @type {any} */ (
      async (module, imports) => {
        const instance = await original(module, imports);
        memory ??= Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return instance;
      }
    );
    const own = await load({ wasm: new Uint8Array(wasm) }).finally(() => {
      WebAssembly.instantiate = original;
    });
    const size = () => memory?.buffer.byteLength ?? 0;
    const play = () => {
      const workspace = openSample(own);
      workspace.leads();
      workspace.lead('smartac.com/SA-100003');
      workspace.mapping();
      workspace.close();
      own.validate(sampleDocuments());
    };
    for (let i = 0; i < 4; i += 1) play();
    const before = size();
    assert.ok(before > 0);
    for (let i = 0; i < 16; i += 1) play();
    assert.equal(size(), before);
  });
});

describe('a forgotten workspace', () => {
  /** Runs a module with a garbage collector to call. @param {string} text */
  const collect = (text) =>
    run(process.execPath, ['--expose-gc', '--input-type=module', '--eval', text], { cwd: root });
  const start = `
    import { readFileSync } from 'node:fs';
    const { load } = await import(${JSON.stringify(urlOf('dist', 'node.js').href)});
    const leadloom = await load();
    const bytes = readFileSync(${JSON.stringify(at('catalog', 'sample', 'customers.json'))});
    const forget = () => {
      const workspace = leadloom.openWorkspace();
      workspace.load({ name: 'customers.json', bytes });
    };
    const pause = () => new Promise((done) => setTimeout(done, 20));
  `;

  it('is freed with the garbage', async () => {
    const ran = await collect(`
      const instantiate = WebAssembly.instantiate;
      let memory;
      WebAssembly.instantiate = async (...given) => {
        const instance = await instantiate(...given);
        memory ??= Object.values(instance.exports).find((one) => one instanceof WebAssembly.Memory);
        return instance;
      };
      ${start}
      for (let i = 0; i < 4; i += 1) {
        forget();
        globalThis.gc();
        await pause();
      }
      const before = memory.buffer.byteLength;
      for (let i = 0; i < 20; i += 1) {
        forget();
        globalThis.gc();
        await pause();
      }
      console.log(JSON.stringify([before, memory.buffer.byteLength]));
    `);
    assert.equal(ran.code, 0, shown(ran));
    const [before, later] = JSON.parse(ran.out.toString());
    // A few may wait for their turn.
    assert.ok(later <= before * 2, `${before} bytes, then ${later}`);
  });

  it('of a core that stopped does not end the program', async () => {
    const ran = await collect(`
      ${start}
      forget();
      WebAssembly.Memory.prototype.grow = () => {
        throw new RangeError('no more memory');
      };
      let rule = '';
      try {
        leadloom.openWorkspace().load({ name: 'large.json', bytes: new Uint8Array(1 << 28) });
      } catch (error) {
        rule = error.rule;
      }
      for (let i = 0; i < 5; i += 1) {
        globalThis.gc();
        await pause();
      }
      console.log(rule);
    `);
    assert.equal(ran.code, 0, shown(ran));
    assert.equal(ran.out.toString(), 'LL0901\n');
  });
});

describe('a core that stopped (LL0901)', () => {
  it('is forgotten: the next load() makes a fresh one', async () => {
    const ran = await run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `
      const { load } = await import(${JSON.stringify(urlOf('dist', 'node.js').href)});
      const leadloom = await load();
      const { grow } = WebAssembly.Memory.prototype;
      WebAssembly.Memory.prototype.grow = () => {
        throw new RangeError('no more memory');
      };
      const rules = [];
      for (let i = 0; i < 2; i += 1) {
        try {
          leadloom.openWorkspace().load({ name: 'a.json', bytes: new Uint8Array(1 << 28) });
        } catch (error) {
          rules.push(error.rule);
        }
      }
      WebAssembly.Memory.prototype.grow = grow;
      const fresh = await load();
      console.log(rules.join(), fresh !== leadloom, fresh === (await load()), fresh.rules().length > 9);
    `,
      ],
      { cwd: root },
    );
    assert.equal(ran.out.toString(), 'LL0901,LL0901 true true true\n', shown(ran));
  });
});

describe('a host of the command line', () => {
  const files = { 'a.json': '{}' };
  /** @param {object} changed */
  const host = (changed) =>
    /** @type {any} */ ({
      read: (/** @type {string} */ path) => Buffer.from(files[path] ?? ''),
      out() {},
      err() {},
      ...changed,
    });
  const errors = [new RangeError('too far'), new TypeError('no'), 'a text', undefined];
  for (const method of ['read', 'out', 'err']) {
    for (const error of errors) {
      it(`may throw ${error} from ${method}(): it is thrown on, and harms nothing`, () => {
        let asked = 0;
        const throwing = host({
          [method]() {
            asked += 1;
            throw error;
          },
        });
        const args = method === 'err' ? ['nonsense'] : ['validate', 'a.json', 'b.json'];
        let caught = false;
        try {
          validator.commandLine(args, throwing);
        } catch (thrown) {
          caught = true;
          assert.equal(thrown, error);
        }
        assert.ok(caught);
        assert.equal(asked, 1);
        assert.equal(validator.commandLine(['rules'], host({})), 0);
      });
    }
  }

  for (const answer of [undefined, null, 5, {}, [1], Promise.resolve('')]) {
    it(`that answers ${typeof answer} for a file is told so`, () => {
      assert.throws(
        () => validator.commandLine(['validate', 'a.json'], host({ read: () => answer })),
        { name: 'LeadloomError', rule: 'LL0907', message: /“read”/ },
      );
    });
  }

  for (const none of [undefined, null, 5, {}, { out() {}, err() {} }]) {
    it(`that is ${JSON.stringify(none)} is none`, () => {
      assert.throws(
        () => validator.commandLine(['validate', 'a.json'], /** @type {any} */ (none)),
        {
          name: 'LeadloomError',
          rule: 'LL0907',
        },
      );
    });
  }

  it('is called as an object with its own fields', () => {
    class Host {
      text = '';
      read() {
        return this.text;
      }
      /** @param {string} text */
      out(text) {
        this.text += text;
      }
      /** @param {string} text */
      err(text) {
        this.text += text;
      }
    }
    const own = new Host();
    assert.equal(validator.commandLine(['rules'], own), 0);
    assert.match(own.text, /LL0901/);
  });
});

describe('a caller who is mistaken gets a LeadloomError (LL0907) that names it', () => {
  const any = (/** @type {unknown} */ value) => /** @type {any} */ (value);
  const workspace = () => leadloom.openWorkspace();
  const limits = (/** @type {object} */ given) => () =>
    leadloom.openWorkspace({ limits: any(given) });
  for (const [name, call, names] of /** @type {[string, () => unknown, RegExp][]} */ ([
    ['validate()', () => any(leadloom).validate(), /documents/],
    ['validate(5)', () => leadloom.validate(any(5)), /documents/],
    ['validate(text)', () => leadloom.validate(any('a.json')), /documents/],
    ['validate([undefined])', () => leadloom.validate([any(undefined)]), /name/],
    ['validate([], 5)', () => leadloom.validate([], any(5)), /options/],
    ['load(undefined)', () => workspace().load(any(undefined)), /name/],
    ['load(null)', () => workspace().load(any(null)), /name/],
    [
      'a kind that is a number',
      () => workspace().load(any({ name: 'a', bytes: '', kind: 1 })),
      /kind/,
    ],
    ['leads({ srot })', () => workspace().leads(any({ srot: 1 })), /“srot”/],
    ['leads(text)', () => workspace().leads(any('x')), /“0”/],
    ['leads(5)', () => workspace().leads(any(5)), /object, not 5/],
    ['leads(null)', () => workspace().leads(any(null)), /object, not null/],
    ['a negative offset', () => workspace().leads({ offset: -1 }), /“offset”.*-1/],
    ['half an offset', () => workspace().held({ offset: 0.5 }), /“offset”.*0\.5/],
    ['a count that is none', () => workspace().leads({ count: Number.NaN }), /“count”.*NaN/],
    ['an endless count', () => workspace().held({ count: Infinity }), /“count”.*Infinity/],
    ['held({ page })', () => workspace().held(any({ page: 1 })), /“page”/],
    ['lead(5)', () => workspace().lead(any(5)), /“id”/],
    ['agreement(id, null)', () => workspace().agreement('smartac.com', any(null)), /“role”/],
    ['negative limits', limits({ bytes: -1 }), /“bytes”.*-1/],
    ['half a limit', limits({ depth: 1.5 }), /“depth”.*1\.5/],
    ['a limit that is none', limits({ findings: Number.NaN }), /“findings”.*NaN/],
    ['misspelt limits', limits({ bites: 5 }), /“bites”.*“bytes”/],
    ['limits that are text', limits(any('x')), /Limits/],
    ['limits of validate()', () => leadloom.validate([], { limits: { depth: -1 } }), /“depth”/],
  ])) {
    it(name, () => {
      assert.throws(call, { name: 'LeadloomError', rule: 'LL0907', message: names });
      assert.equal(leadloom.validate([]).clean, true);
    });
  }

  it('also from load()', async () => {
    await assert.rejects(load(any('x')), { name: 'LeadloomError', rule: 'LL0907' });
    assert.equal(await load(any(null)), leadloom);
  });
});

describe('instances and workspaces', () => {
  it('do not influence each other', async () => {
    const own = await load({ wasm: new Uint8Array(wasm) });
    const [a, b, c] = [openSample(leadloom), openSample(leadloom), openSample(own)];
    const lead = a.leads({ count: 1 }).leads[0]?.id ?? '';
    const fresh = b.leads({ count: 500 });
    const setup = b.exportSetup();
    a.apply({ ...csr, type: 'accept_lead', lead });
    a.apply({ ...owner, type: 'set_enabled', integration: 'smartac.com', enabled: false });
    for (const other of [b, c]) {
      assert.deepEqual(other.leads({ count: 500 }), fresh);
      assert.deepEqual(other.exportSetup(), setup);
      assert.equal(other.deskLog(), '');
    }
    // A manifest of one workspace is not in the catalogue of another.
    const manifest = readJson(at('catalog', 'partners', 'smartac.json'));
    const bytes = JSON.stringify({ ...manifest, id: 'other.example', name: 'Other' });
    assert.ok(a.load({ name: 'other.json', bytes }).ok);
    assert.equal(a.integrations().length, 5);
    assert.equal(b.integrations().length, 4);
    assert.equal(leadloom.openWorkspace().integrations().length, 4);
  });

  it('keep what they were given, not what it became', () => {
    const workspace = leadloom.openWorkspace();
    const bytes = new TextEncoder().encode(sampleText('prairie-star.setup.json'));
    workspace.load({ name: 'a.setup.json', bytes });
    const { sha256 } = workspace.exportSetup();
    bytes.fill(0);
    assert.equal(workspace.exportSetup().sha256, sha256);
    assert.equal(leadloom.rules().length, leadloom.rules().length);
  });

  it('take text and bytes alike', () => {
    for (const { name, bytes } of sampleDocuments()) {
      const text = new TextDecoder().decode(bytes);
      assert.deepEqual(
        leadloom.validate([{ name, bytes: text }]),
        leadloom.validate([{ name, bytes }]),
      );
    }
  });
});

describe('limits', () => {
  const setup = sampleText('prairie-star.setup.json');
  const size = Buffer.byteLength(setup);
  /** @param {string} bytes @param {import('../../dist/index.js').Limits} limits */
  const rulesOf = (bytes, limits) =>
    leadloom.validate([{ name: 'a.json', bytes }], { limits }).findings.map(({ rule }) => rule);

  it('of bytes: LL0004 one above', () => {
    assert.ok(!rulesOf(setup, { bytes: size }).includes('LL0004'));
    assert.deepEqual(rulesOf(setup, { bytes: size - 1 }), ['LL0004']);
  });

  it('of depth: LL0005 one above', () => {
    for (const depth of [1, 2, 63, 64, 65, 256]) {
      const text = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      assert.ok(!rulesOf(text, { depth }).includes('LL0005'), `${depth} at ${depth}`);
      if (depth > 1) assert.ok(rulesOf(text, { depth: depth - 1 }).includes('LL0005'), `${depth}`);
    }
    const deepest = `${'['.repeat(64)}${']'.repeat(64)}`;
    assert.ok(!rulesOf(deepest, {}).includes('LL0005'));
    assert.ok(rulesOf(`[${deepest}]`, {}).includes('LL0005'));
  });

  it('of depth: the number that is named is the one that held', () => {
    for (const depth of [3, 64, 1024, 100_000]) {
      const text = '['.repeat(depth + 1) + ']'.repeat(depth + 1);
      const { findings } = leadloom.validate([{ name: 'a', bytes: text }], { limits: { depth } });
      const finding = findings.find(({ rule }) => rule === 'LL0005');
      const held = Number(finding?.message.match(/\d+/)?.[0]);
      assert.equal(finding?.place?.byte, held, `${depth}: ${finding?.message}`);
    }
  });

  it('of findings: LL0006 one above', () => {
    const all = leadloom.validate(sampleDocuments());
    const count = all.findings.length;
    const exact = leadloom.validate(sampleDocuments(), { limits: { findings: count } });
    assert.deepEqual(exact, all);
    const cut = leadloom.validate(sampleDocuments(), { limits: { findings: count - 1 } });
    assert.equal(cut.counts.unlisted, 1);
    assert.equal(cut.findings.filter(({ rule }) => rule !== 'LL0006').length, count - 1);
    assert.equal(cut.findings.at(-1)?.rule, 'LL0006');
    assert.equal(cut.counts.errors, all.counts.errors);
    assert.equal(cut.counts.warnings, all.counts.warnings);
    assert.equal(cut.clean, false);
  });

  it('hold in a workspace too, for commands as well', () => {
    const workspace = leadloom.openWorkspace({ limits: { bytes: 200, depth: 3 } });
    assert.equal(workspace.load({ name: 'a', bytes: setup }).findings[0]?.rule, 'LL0004');
    const type = 'x'.repeat(200);
    const long = workspace.apply(/** @type {any} */ ({ ...csr, type }));
    assert.equal(long.findings[0]?.rule, 'LL0004');
    const deep = workspace.apply(/** @type {any} */ ({ ...csr, type: [[[[]]]] }));
    assert.equal(deep.findings[0]?.rule, 'LL0005');
  });

  it('may be larger than 32 bits', () => {
    const normal = rulesOf(setup, {});
    for (const large of [2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER]) {
      assert.deepEqual(rulesOf(setup, { bytes: large }), normal, `bytes ${large}`);
      assert.deepEqual(rulesOf(setup, { depth: large }), normal, `depth ${large}`);
      assert.deepEqual(rulesOf(setup, { findings: large }), normal, `findings ${large}`);
    }
  });
});

describe('bad input never throws', () => {
  /** Everything that can be asked, as long as it answers. */
  function askAll(/** @type {import('../../dist/index.js').Workspace} */ workspace) {
    workspace.integrations();
    workspace.mapping();
    workspace.findings();
    const { leads } = workspace.leads({ count: 5 });
    for (const { id } of leads) {
      workspace.lead(id);
      workspace.apply({ ...csr, type: 'accept_lead', lead: id });
      workspace.booking(id);
      workspace.apply({ ...csr, type: 'reopen_lead', lead: id });
    }
    workspace.held({ count: 5 });
    workspace.agreement('smartac.com', 'Owner');
    workspace.exportSetup();
  }

  /**
   * Places must be places of the document: line, column and bytes of one and the same spot.
   * @param {import('../../dist/index.js').Finding[]} findings
   * @param {{ name: string, bytes: Uint8Array }} document
   */
  function checkPlaces(findings, { name, bytes }) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (const { rule, level, message, hint, place } of findings.slice(0, 10)) {
      assert.match(rule, /^LL\d{4}$/);
      assert.ok(['error', 'warning', 'note'].includes(level));
      assert.ok(message && hint, rule);
      if (!place || place.file !== name) continue;
      assert.ok(place.byte >= 0 && place.byte + place.bytes <= text.length, JSON.stringify(place));
      // Where a line ends after a lone carriage return is a matter of taste.
      if (/\r(?!\n)/.test(text.toString('latin1'))) continue;
      const before = text.subarray(0, place.byte);
      const start = before.lastIndexOf(0x0a) + 1;
      const lines = before.reduce((sum, byte) => sum + (byte === 0x0a ? 1 : 0), 1);
      assert.equal(place.line, lines, `${rule} ${JSON.stringify(place)}`);
      const inLine = text.subarray(start, place.byte);
      // Columns of bytes that are no UTF-8 are anybody's guess.
      if (!isUtf8(inLine)) continue;
      let column = inLine.toString().length + 1;
      if (start === 0 && inLine.toString().startsWith('\uFEFF')) column -= 1;
      assert.equal(place.column, column, `${rule} ${JSON.stringify(place)}`);
    }
  }

  const isUtf8 = (/** @type {Uint8Array} */ bytes) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      return true;
    } catch {
      return false;
    }
  };

  it('random bytes of every kind', () => {
    const random = randomFor(1);
    const kinds = /** @type {const} */ ([
      'auto',
      'setup',
      'partner',
      'business-units',
      'job-types',
      'campaigns',
      'customers',
      'customer-contacts',
      'customer-locations',
      'feed',
    ]);
    const workspace = leadloom.openWorkspace();
    for (let i = 0; i < 400; i += 1) {
      const document = {
        name: 'a',
        bytes: random.bytes(random.below(200)),
        kind: kinds[i % kinds.length],
      };
      const loaded = workspace.load(document);
      assert.equal(typeof loaded.ok, 'boolean');
      checkPlaces(loaded.findings, document);
      checkPlaces(leadloom.validate([document]).findings, document);
    }
    askAll(workspace);
  });

  it('every JSON value as every kind', () => {
    const values = ['null', 'true', '0', '-1', '""', '"a"', '[]', '{}', '[[]]', '[null]', '[{}]'];
    const more = ['{"data":[]}', '{"data":null}', '{"data":[null,1,{}]}', '{"leadloom":"setup/1"}'];
    const future = ['{"leadloom":"setup/2"}', '{"leadloom":"partner/9"}', '{"leadloom":1}'];
    const kinds = ['auto', 'setup', 'partner', 'business-units', 'job-types', 'campaigns'];
    kinds.push(
      'customers',
      'customer-contacts',
      'customer-locations',
      'feed',
      'unknown',
      'no-such-kind',
      '__proto__',
    );
    for (const kind of kinds) {
      const workspace = leadloom.openWorkspace();
      for (const bytes of [...values, ...more, ...future]) {
        const document = /** @type {any} */ ({ name: 'a', bytes, kind });
        assert.equal(typeof workspace.load(document).ok, 'boolean');
        assert.ok(Array.isArray(leadloom.validate([document]).findings));
      }
      askAll(workspace);
    }
  });

  it('huge nesting, huge numbers, huge texts', () => {
    const many = 2_000_000;
    const texts = [
      '['.repeat(many),
      '{"a":'.repeat(many),
      `${'['.repeat(many)}${']'.repeat(many)}`,
      `{"leadloom":"setup/1","trades":["${'x'.repeat(many)}"]}`,
      `{"leadloom":"setup/1","${'k'.repeat(many)}":1}`,
      `{"leadloom":"setup/1","tenant":{"id":${'9'.repeat(100_000)}}}`,
      `[${'{},'.repeat(100_000)}{}]`,
      '\\'.repeat(many),
      '"'.repeat(many),
      `{"source":"smartac.com","id":"${'1'.repeat(many)}","type":"x","severity":"y"}`,
    ];
    for (const bytes of texts) {
      const report = leadloom.validate([{ name: 'a.json', bytes }], { limits: { depth: 1024 } });
      assert.equal(report.documents.length, 1);
    }
    const deep = {
      ...csr,
      type: 'accept_lead',
      lead: JSON.parse('['.repeat(500) + ']'.repeat(500)),
    };
    const workspace = leadloom.openWorkspace();
    assert.equal(workspace.apply(/** @type {any} */ (deep)).findings[0]?.rule, 'LL0005');
  });

  it('a report stays in proportion to what it is about', () => {
    const long = 'k'.repeat(20_000);
    const texts = [
      `{"leadloom":"setup/1","trades":["${long}"]}`,
      `{"leadloom":"setup/1","${long}":1}`,
      `{"leadloom":"setup/1","tenant":{"id":${'9'.repeat(20_000)}}}`,
      `{"source":"smartac.com","id":"1","type":"${long}","severity":"y"}`,
      // One long name around many small faults.
      `{"leadloom":"setup/1","${long}":{${'"a":1,'.repeat(1000)}"a":1}}`,
    ];
    for (const bytes of texts) {
      const report = leadloom.validate([{ name: 'a.json', bytes }]);
      const size = JSON.stringify(report).length;
      // A thousand findings, each with its line and one related place with its own.
      assert.ok(size < 2_000_000, `${size} for ${bytes.length}: ${bytes.slice(0, 40)}`);
      const longest = Math.max(...report.findings.map(({ message }) => message.length));
      assert.ok(longest < 1000, `a message of ${longest}: ${bytes.slice(0, 40)}`);
    }
  });

  it('hostile keys and words', () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'then'];
    const words = [...keys, '', '\u0000', '\u202e', '<script>', '../..', '\ud800', '😀'.repeat(99)];
    const workspace = openSample(leadloom);
    for (const word of words) {
      const key = JSON.stringify(word);
      const setup = `{"leadloom":"setup/1",${key}:{"polluted":true},"trades":[${key}],
        "mapping":[{"trade":${key},"standardJobType":${key},"jobTypes":[${key}],
        "businessUnits":[{"id":${key},"name":${key}}]}],"integrations":[{"id":${key}}]}`;
      const feed = `{"source":${key},"id":${key},"type":${key},"severity":${key}}
        {"source":"smartac.com","id":${key},"type":"Water Detected","severity":"Critical",
        "member":{"name":${key},${key}:1},"details":{${key}:{"polluted":true}}}`;
      for (const bytes of [setup, feed.replaceAll(/\n {8}"/g, '"')]) {
        leadloom.validate([{ name: word, bytes }]);
        workspace.load({ name: word, bytes });
        askAll(workspace);
      }
      workspace.lead(`smartac.com/${word}`);
      workspace.leads({ text: word, integration: word });
      // A word that the types do not have is the caller's error, and is named.
      assert.throws(() => workspace.leads(/** @type {any} */ ({ [word]: 1 })), {
        name: 'LeadloomError',
        rule: 'LL0907',
      });
      assert.throws(() => workspace.leads(/** @type {any} */ ({ state: word })), {
        name: 'LeadloomError',
        rule: 'LL0907',
      });
      workspace.held({ reason: word });
      workspace.apply(/** @type {any} */ ({ ...owner, type: word, [word]: word }));
    }
    assert.equal(/** @type {any} */ ({}).polluted, undefined);
    const card = workspace.lead('smartac.com/__proto__');
    assert.equal(card?.contact.name, '__proto__');
    assert.equal(Object.getPrototypeOf(card), Object.prototype);
  });

  it('1,000 seeded mutations of the sample', { timeout: 120_000 }, () => {
    const random = randomFor(20261120);
    const sources = sampleDocuments().map(({ name, bytes }) => {
      // Enough of the large ones.
      const text = Buffer.from(bytes).toString().split('\n').slice(0, 60).join('\n');
      return { name, bytes: new Uint8Array(bytes.length > 200_000 ? Buffer.from(text) : bytes) };
    });
    for (const name of ['smartac.json', 'google-local-services.json']) {
      sources.push({ name, bytes: new Uint8Array(readFileSync(at('catalog', 'partners', name))) });
    }
    const pieces = [
      '"',
      '\\',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '\n',
      '\0',
      'null',
      '-',
      '1e9',
      '\u00e9',
    ]
      .concat([
        '9223372036854775807',
        '9223372036854775808',
        '"__proto__":1,',
        '\ud83c\udfe0',
        '//',
      ])
      .map((piece) => Buffer.from(piece));
    const mutate = (/** @type {Uint8Array} */ bytes) => {
      let copy = Buffer.from(bytes);
      for (let i = random.below(4); i >= 0; i -= 1) {
        const where = random.below(copy.length);
        const length = random.below(40);
        const head = copy.subarray(0, where);
        const tail = copy.subarray(where);
        switch (random.below(6)) {
          case 0:
            copy = Buffer.concat([head, tail.subarray(length)]);
            break;
          case 1:
            copy = Buffer.concat([head, random.pick(pieces), tail]);
            break;
          case 2:
            copy = Buffer.concat([head, random.pick(pieces), tail.subarray(length)]);
            break;
          case 3:
            copy = Buffer.concat([head, tail.subarray(0, length), tail]);
            break;
          case 4:
            copy = Buffer.from(copy);
            copy[where] = random.below(256);
            break;
          default:
            copy = random.below(10) === 0 ? Buffer.from(head) : copy;
        }
        if (copy.length === 0) return copy;
      }
      return copy;
    };
    let workspace = openSample(leadloom);
    for (let i = 0; i < 1000; i += 1) {
      const source = sources[i % sources.length];
      const document = { name: source.name, bytes: mutate(source.bytes) };
      try {
        checkPlaces(leadloom.validate([document]).findings, document);
        checkPlaces(workspace.load(document).findings, document);
        if (i % 10 === 0) askAll(workspace);
      } catch (cause) {
        throw new Error(`mutation ${i} of ${source.name}: ${cause}`, { cause });
      }
      if (i % 100 === 99) {
        workspace.close();
        workspace = openSample(leadloom);
      }
    }
  });

  it('300 seeded mutations of commands', () => {
    const random = randomFor(7);
    const workspace = openSample(leadloom);
    const lead = workspace.leads({ count: 1 }).leads[0]?.id;
    const { version, sha256 } = /** @type {any} */ (workspace.agreement('smartac.com', 'Owner'));
    const commands = [
      { type: 'accept_agreement', integration: 'smartac.com', version, sha256 },
      { type: 'select_trades', trades: ['hvac'] },
      {
        type: 'map_job_type',
        trade: 'hvac',
        standardJobType: 'repair_ac',
        jobTypes: ['48213550'],
        businessUnits: ['21700341'],
      },
      { type: 'set_enabled', integration: 'smartac.com', enabled: true },
      { type: 'set_campaign', integration: 'smartac.com', campaign: '30558087' },
      { type: 'accept_lead', lead },
      { type: 'reopen_lead', lead },
    ];
    const values = [
      null,
      true,
      -1,
      1.5,
      '',
      '\u0000',
      [],
      {},
      [[]],
      [null],
      '9'.repeat(30),
      undefined,
    ];
    for (let i = 0; i < 300; i += 1) {
      const command = structuredClone({ ...owner, ...random.pick(commands) });
      const key = random.pick([...Object.keys(command), 'more', '__proto__']);
      Object.defineProperty(command, key, { value: random.pick(values), enumerable: true });
      const done = workspace.apply(/** @type {any} */ (command));
      assert.equal(done.ok, done.findings.length === 0, JSON.stringify(command));
    }
    for (const none of [null, 1, 'text', [], {}, true]) {
      assert.equal(workspace.apply(/** @type {any} */ (none)).ok, false);
    }
    askAll(workspace);
  });

  it('a call with wrong types harms nobody else', () => {
    const bystander = openSample(leadloom);
    const wrong = [
      { name: 'a' },
      { name: 'a', bytes: null },
      { name: 1, bytes: '{}' },
      { bytes: '{}' },
      { name: 'a', bytes: '{}', kind: 1 },
    ];
    const workspace = leadloom.openWorkspace();
    const calls = [
      ...wrong.map((document) => () => workspace.load(/** @type {any} */ (document))),
      () => workspace.apply(/** @type {any} */ ({ ...csr, lead: 1n })),
      () => workspace.apply(/** @type {any} */ (undefined)),
    ];
    for (const call of calls) {
      try {
        call();
      } catch (error) {
        assert.ok(error instanceof Error);
      }
      // A mistake of the caller is no stop of the core (LL0901).
      assert.ok(bystander.leads().total > 100, String(call));
    }
  });
});
