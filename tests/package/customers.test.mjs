/** The tenant's customers: loading, matching, searching, in this thread and in a worker. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { at, dist } from './support.mjs';

const { loadCustomers } = await dist('customers.js');
const { serveCustomers } = await dist('customers-worker.js');
const { connectCustomers } = await dist('customers-client.js');
const wasm = readFileSync(at('dist', 'customers.wasm'));

const sample = (/** @type {string} */ name) => readFileSync(at('catalog', 'sample', name));

const jane = {
  id: '9007199254740993',
  name: 'Jane Thornquist',
  active: true,
  type: 'Residential',
  address: {
    street: '123 North Main Street',
    unit: 'Apt 4',
    city: 'Austin',
    state: 'TX',
    zip: '78701',
  },
  contacts: [
    { type: 'MobilePhone', value: '512-555-0134' },
    { type: 'Email', value: 'jane.t@example.com' },
  ],
};

const lines = `${JSON.stringify(jane)}\n${JSON.stringify({ id: 2, name: 'Bob Other', active: true })}\n`;

async function withJane() {
  const customers = await loadCustomers({ wasm });
  after(() => customers.close());
  const loaded = await customers.load({ name: 'customers.ndjson', bytes: lines });
  assert.deepEqual([loaded.ok, loaded.added, loaded.total], [true, 2, 2]);
  return customers;
}

describe('customers', () => {
  it('say at which of the locations somebody is', async () => {
    const customers = await loadCustomers({ wasm });
    after(() => customers.close());
    const locations = [
      { id: '71', name: 'Home', address: jane.address },
      { id: '72', name: 'Rental', address: { ...jane.address, street: '9 Elm St', unit: '' } },
    ];
    const bytes = JSON.stringify({ ...jane, locations });
    await customers.load({ name: 'customers.json', bytes });
    const at = (/** @type {string} */ street) => ({
      contact: {
        name: jane.name,
        phone: '512-555-0134',
        address: { ...jane.address, street, unit: '' },
      },
    });
    const locationAt = (/** @type {string} */ street) =>
      customers.record(jane.id, at(street))?.location;
    assert.equal(locationAt('123 N. Main St Apt 4'), '71');
    assert.equal(locationAt('9 Elm Street'), '72');
    assert.equal(locationAt('10 Elm Street'), undefined);
    assert.equal(customers.record(jane.id)?.location, undefined);
    const { suggestions } = customers.match(at('9 Elm Street').contact);
    assert.equal(suggestions[0]?.location, '72');
  });

  it('load the sample, customers and contacts in any order', async () => {
    for (const names of [
      ['customers.json', 'customer-contacts.json', 'customer-locations.json'],
      ['customer-locations.json', 'customer-contacts.json', 'customers.json'],
    ]) {
      const customers = await loadCustomers({ wasm });
      for (const name of names) {
        const { ok, findings } = await customers.load({ name, bytes: sample(name) });
        assert.deepEqual([ok, findings], [true, []]);
      }
      const { total, indexBytes } = customers.settle();
      assert.ok(total > 100);
      assert.ok(indexBytes > 0);
      const [hit] = customers.search('5125550171');
      assert.ok(hit);
      assert.ok(customers.record(hit.id)?.phones.includes('5125550171'));
      customers.close();
    }
  });

  it('are known by how their files begin', async () => {
    const customers = await loadCustomers({ wasm });
    after(() => customers.close());
    const known = (/** @type {string} */ name) =>
      customers.recognise(sample(name).toString('utf8').slice(0, 4_000));
    assert.deepEqual(known('customers.json'), { kind: 'customers', form: 'whole' });
    assert.deepEqual(known('customer-contacts.json'), { kind: 'customer-contacts', form: 'whole' });
    assert.equal(known('customer-locations.json')?.kind, 'customer-locations');
    assert.deepEqual(customers.recognise(lines), { kind: 'customers', form: 'lines' });
    assert.equal(customers.recognise('Id,Name,Phone\n')?.form, 'table');
    for (const name of ['alerts.ndjson', 'job-types.json', 'prairie-star.setup.json'])
      assert.equal(known(name), undefined);
  });

  it('are read from text, bytes, blobs and streams, with progress', async () => {
    const bytes = new TextEncoder().encode(lines);
    for (const given of [lines, bytes, new Blob([bytes]), new Blob([bytes]).stream()]) {
      const customers = await loadCustomers({ wasm });
      let read = 0;
      const file = { name: 'a', bytes: given, onProgress: (/** @type {number} */ n) => (read = n) };
      assert.equal((await customers.load(file)).added, 2);
      assert.equal(read, bytes.length);
      assert.equal((await customers.load({ name: 'a', bytes: lines })).unchanged, 2);
      customers.close();
    }
  });

  it('match what agrees twice and say why', async () => {
    const customers = await withJane();
    const match = customers.match({
      name: 'THORNQUIST, Jane',
      phone: '(512) 555-0134',
      address: { street: '123 N Main St #4', zip: '78701' },
    });
    assert.equal(match.automatic, true);
    assert.equal(match.id, jane.id);
    const [first] = match.suggestions;
    assert.ok(first.probability > 0.9);
    const evidence = first.evidence.find(({ trait }) => trait === 'phone');
    assert.equal(evidence?.words, 'phone equal');
    assert.deepEqual(evidence?.record, [{ text: '5125550134' }]);

    const husband = customers.match({
      name: 'Peter Thornquist',
      phone: '5125550134',
      email: 'jane.t@example.com',
    });
    assert.deepEqual([husband.automatic, husband.reason], [false, 'contradicted']);
    assert.equal(husband.suggestions[0].household, true);
    const given = husband.suggestions[0].evidence.find(({ trait }) => trait === 'given');
    assert.ok(given?.lead.some(({ differs }) => differs));
    assert.equal(given?.lead.map(({ text }) => text).join(''), 'peter');

    assert.deepEqual(
      customers.matchAll([
        { name: 'Jane Thornquist', email: 'JANE.T@example.com' },
        { name: 'Jane Thornquist' },
        {},
      ]),
      [jane.id, undefined, undefined],
    );
  });

  it('search as you type, with what was found marked', async () => {
    const customers = await withJane();
    for (const query of ['thorn', 'jane th', '123 main', 'thornqiust', '555-0134', 'jane.t@ex']) {
      assert.equal(customers.search(query)[0]?.id, jane.id, query);
    }
    const [hit] = customers.search('thorn 0134');
    assert.deepEqual(hit.name, [
      { text: 'Jane ' },
      { text: 'Thorn', found: true },
      { text: 'quist' },
    ]);
    assert.ok(hit.phones[0].some(({ found }) => found));
    assert.deepEqual(customers.search('nobody at all'), []);
    assert.deepEqual(customers.search(''), []);
  });

  it('are shown, removed, and made', async () => {
    const customers = await withJane();
    assert.equal(customers.record(jane.id)?.address.unit, 'Apt 4');
    assert.equal(customers.record('3'), undefined);
    assert.equal(customers.remove('2'), true);
    assert.equal(customers.remove('2'), false);
    assert.deepEqual(customers.search('bob'), []);
    const request = customers.newCustomer({
      name: ' Acme Air, LLC ',
      phone: '512-555-0134',
      email: 'x',
    });
    assert.deepEqual(
      [request.name, request.type, request.contacts],
      ['Acme Air, LLC', 'Commercial', [{ type: 'Phone', value: '512-555-0134' }]],
    );
    assert.equal(request.locations.length, 1);
    assert.equal(request.address.country, 'USA');
  });

  it('refuse what is no question, and are closed once', async () => {
    const customers = await withJane();
    assert.throws(() => customers.record('x'), /LL0907/);
    assert.throws(() => customers.match(/** @type {any} */ ('x')), /LL0907/);
    assert.throws(() => customers.search(/** @type {any} */ (7)), /LL0907/);
    await assert.rejects(customers.load(/** @type {any} */ ({})), /LL0907/);
    customers.close();
    customers.close();
    assert.throws(() => customers.search('x'), /LL0906/);
  });

  it('answer from a worker, with progress', async () => {
    const { port1, port2 } = new MessageChannel();
    after(() => port1.close());
    const scope = {
      onmessage: null,
      postMessage: (/** @type {unknown} */ answer) => port2.postMessage(answer),
    };
    port2.onmessage = (event) => scope.onmessage?.(event);
    const worker = Object.assign(new EventTarget(), {
      postMessage: (/** @type {unknown} */ call, /** @type {any[]} */ moved) =>
        port1.postMessage(call, moved),
    });
    port1.onmessage = ({ data }) => worker.dispatchEvent(new MessageEvent('message', { data }));
    serveCustomers(scope, { wasm });
    const client = connectCustomers(/** @type {any} */ (worker));
    const seen = /** @type {number[]} */ ([]);
    const loaded = await client.load({
      name: 'a',
      bytes: new Blob([lines]),
      onProgress: (n) => seen.push(n),
    });
    assert.equal(loaded.added, 2);
    assert.equal(seen.at(-1), lines.length);
    assert.equal((await client.search('thorn'))[0].id, jane.id);
    await assert.rejects(client.record('x'), { rule: 'LL0907' });
    await client.reset();
    assert.deepEqual(await client.search('thorn'), []);
  });
});
