/** What is written down twice says the same in both places. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { at, dist, openSample, readJson, root, run, sampleDocuments, shown } from './support.mjs';

const { load, VERSION } = await dist('node.js');
/** @type {import('../../dist/index.js').Leadloom} */
const leadloom = await load();
const validator = await (await dist('validator-node.js')).loadValidator();
const typesText = readFileSync(at('wasm-bindings', 'src', 'types.ts'), 'utf8');

/** The words of a union of texts in types.ts. @param {string} name */
function wordsOf(name) {
  const [, union = ''] = typesText.match(new RegExp(`export type ${name} =([^;]+);`)) ?? [];
  const words = [...union.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  assert.ok(words.length > 0, `types.ts has no words for ${name}`);
  return words;
}

/** The words of a field of an interface in types.ts. @param {string} type @param {string} field */
function wordsOfField(type, field) {
  const [, body = ''] =
    typesText.match(new RegExp(`export interface ${type} \\{([\\s\\S]*?)\\n\\}`)) ?? [];
  const [, union = ''] = body.match(new RegExp(`\\n\\s+${field}\\??: ([^;]+);`)) ?? [];
  const words = [...union.matchAll(/'([^']*)'/g)].map(([, word]) => word);
  assert.ok(words.length > 0, `types.ts has no words for ${type}.${field}`);
  return words;
}

/** Rows of a table in the core's sources. @param {string} file @param {RegExp} pattern */
const rowsOf = (file, pattern) =>
  [...readFileSync(at('cpp', ...file.split('/')), 'utf8').matchAll(pattern)].map(([, one]) => one);

describe('numbers', () => {
  it('boundary errors are rows of the rule table', async () => {
    const { boundaryErrors } = await dist('errors.js');
    const rules = new Map(leadloom.rules().map((row) => [row.rule, row]));
    for (const [number, [title, hint]] of Object.entries(boundaryErrors)) {
      const row = /** @type {any} */ (rules.get(/** @type {any} */ (number)));
      assert.equal(row?.title, title, number);
      assert.equal(row?.hint, hint, number);
      assert.equal(row?.level, 'error', number);
    }
    const boundary = [...rules.keys()].filter((number) => number >= 'LL0900' && number < 'LL0920');
    assert.deepEqual(boundary, Object.keys(boundaryErrors));
  });

  it('rules are what the sources list, each once, in order', () => {
    const rules = leadloom.rules();
    const numbers = rowsOf('include/leadloom/diagnostic/rules.inc', /^LEADLOOM_RULE\((\d+),/gm);
    assert.deepEqual(
      rules.map(({ rule }) => rule),
      numbers.map((number) => `LL${number.padStart(4, '0')}`),
    );
    assert.equal(new Set(rules.map(({ rule }) => rule)).size, rules.length);
    assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length);
    for (const { rule, level, name, title } of rules) {
      assert.ok(wordsOf('FindingLevel').includes(level), rule);
      assert.match(name, /^[a-z][a-z_]+$/, rule);
      assert.match(title, /\.$/, rule);
    }
  });

  it('the version is the same everywhere', async () => {
    const { version } = readJson(at('package.json'));
    assert.equal(VERSION, version);
    assert.equal(leadloom.version, version);
    let printed = '';
    const host = { read: () => 'no', out: (text) => (printed += text), err: assert.fail };
    assert.equal(validator.version, version);
    assert.equal(validator.commandLine(['--version'], host), 0);
    assert.equal(printed, `${version}\n`);
    assert.equal(readJson(at('package-lock.json')).version, version);
  });

  it('the hashes are those of what ships', async () => {
    const { createHash } = await import('node:crypto');
    const sha256 = (/** @type {string} */ name) =>
      createHash('sha256')
        .update(readFileSync(at('dist', name)))
        .digest('hex');
    for (const entry of ['index.js', 'node.js', 'validator.js', 'validator-node.js']) {
      assert.equal((await dist(entry)).WASM_SHA256, sha256('leadloom.wasm'));
    }
    const version = await dist('version.js');
    assert.equal(version.DESK_WASM_SHA256, sha256('desk.wasm'));
    assert.equal(version.CUSTOMERS_WASM_SHA256, sha256('customers.wasm'));
  });

  it('both modules list the same rules', () => {
    assert.deepEqual(validator.rules(), leadloom.rules());
  });
});

describe('words of types.ts', () => {
  const workspace = openSample(leadloom);
  const cards = workspace
    .leads({ count: 500 })
    .leads.map(({ id }) => /** @type {any} */ (workspace.lead(id)));

  it('DocumentKind', () => {
    const kinds = wordsOf('DocumentKind');
    const [table] = rowsOf('src/model/kind.cpp', /words\[\] = \{([^}]+)\}/g);
    const ofCore = [...table.matchAll(/"([^"]+)"/g)].map(([, word]) => word);
    assert.deepEqual([...kinds, 'unknown'], ofCore);
    // The core takes each of them, and no other.
    for (const kind of [...kinds, 'auto']) {
      const loaded = leadloom
        .openWorkspace()
        .load({ name: 'a', bytes: '{}', kind: /** @type {any} */ (kind) });
      if (kind !== 'auto') assert.equal(loaded.kind, kind);
    }
    const wrong = /** @type {any} */ ({ name: 'a', bytes: '{}', kind: 'no-such' });
    const other = leadloom.openWorkspace().load(wrong);
    assert.match(other.findings[0]?.message ?? '', /no kind of document called/);
    const { documents } = leadloom.validate(sampleDocuments());
    assert.ok(documents.every(({ kind }) => kinds.includes(kind)));
  });

  it('Severity', () => {
    const severities = wordsOf('Severity');
    assert.ok(cards.every(({ severity }) => severities.includes(severity)));
    for (const severity of severities) {
      const { leads } = workspace.leads({ severity: /** @type {any} */ (severity), count: 500 });
      assert.deepEqual(
        leads.map(({ id }) => id),
        cards.filter((card) => card.severity === severity).map(({ id }) => id),
        severity,
      );
    }
    for (const file of readdirSync(at('catalog', 'partners'))) {
      const { severities: codes, passOn } = readJson(at('catalog', 'partners', file));
      for (const word of passOn) assert.ok(severities.includes(word), file);
      for (const { severity } of codes) assert.ok(severities.includes(severity), file);
    }
  });

  it('IntegrationState and the states of an agreement', () => {
    const own = openSample(leadloom);
    const smartac = () => /** @type {any} */ (own.integrations()[0]);
    const states = new Set(own.integrations().map(({ state }) => state));
    const agreements = new Set(
      own.integrations().map(({ id }) => own.agreement(id, 'Owner')?.state),
    );
    const by = { name: 'A', role: 'Owner' };
    const command = { at: '2026-11-20T18:00:00Z', by, integration: 'smartac.com' };
    own.apply({ ...command, type: 'set_enabled', enabled: false });
    states.add(smartac().state);
    const manifest = readJson(at('catalog', 'partners', 'smartac.json'));
    manifest.agreement.version = '2099-01';
    own.load({ name: 'newer.json', bytes: JSON.stringify(manifest) });
    states.add(smartac().state);
    agreements.add(own.agreement('smartac.com', 'Owner')?.state);
    // Begun, and on without an agreement.
    for (const [enabled, accounts] of /** @type {const} */ ([
      [false, [{ id: 'A' }]],
      [true, []],
    ])) {
      const integrations = [{ id: 'smartac.com', enabled, accounts }];
      const bytes = JSON.stringify({ leadloom: 'setup/1', integrations });
      own.load({ name: 's.setup.json', bytes });
      states.add(smartac().state);
    }
    assert.deepEqual([...states].sort(), wordsOf('IntegrationState').sort());
    assert.deepEqual([...agreements].sort(), wordsOfField('AgreementView', 'state').sort());
  });

  it('LeadState and the orders of leads', () => {
    const states = wordsOf('LeadState');
    const own = openSample(leadloom);
    const ids = own.leads({ count: 5 }).leads.map(({ id }) => id);
    const by = { name: 'A', role: 'CSR' };
    const at = '2026-11-20T18:00:00Z';
    /** @type {any[]} */
    const commands = [
      { type: 'accept_lead', lead: ids[0] },
      { type: 'follow_up_lead', lead: ids[1], on: '2026-12-20T18:00:00Z' },
      { type: 'dismiss_lead', lead: ids[2], reason: 'Test' },
      { type: 'accept_lead', lead: ids[3] },
      {
        type: 'book_lead',
        lead: ids[3],
        jobType: '1',
        businessUnit: '1',
        start: '2026-12-20T18:00:00Z',
        end: '2026-12-20T19:00:00Z',
      },
    ];
    const pair = cards
      .flatMap(({ resolution }) => resolution.candidates)
      .find((one) => one.bookable);
    for (const command of commands) {
      if (command.jobType)
        Object.assign(command, { jobType: pair?.jobType.id, businessUnit: pair?.businessUnit.id });
      assert.deepEqual(own.apply({ at, by, ...command }).findings, []);
    }
    const { leads, counts } = own.leads({ count: 500 });
    assert.deepEqual([...new Set(leads.map(({ state }) => state))].sort(), [...states].sort());
    for (const state of states) {
      const { total } = own.leads({ state: /** @type {any} */ (state) });
      assert.equal(total, /** @type {any} */ (counts)[state === 'follow_up' ? 'followUp' : state]);
    }
    const orders = wordsOfField('LeadQuery', 'sort').map((sort) =>
      own
        .leads({ sort: /** @type {any} */ (sort), count: 500 })
        .leads.map(({ id }) => id)
        .join(),
    );
    assert.equal(new Set(orders).size, 4);
  });

  it('Priority, outcomes of a mapping', () => {
    const priorities = wordsOf('Priority');
    assert.ok(cards.every(({ resolution }) => priorities.includes(resolution.priority)));
    const outcomes = workspace.mapping().rows.map(({ outcome }) => outcome);
    assert.deepEqual([...new Set(outcomes)].sort(), wordsOfField('MappingRow', 'outcome').sort());
  });

  it('commands', () => {
    const ofTypes = [...typesText.matchAll(/type: ('[a-z_]+'(?: \| '[a-z_]+')*)/g)]
      .flatMap(([, union]) => union.split(' | '))
      .map((word) => word.slice(1, -1));
    const ofCore = [
      ...rowsOf('src/decide/apply.cpp', /\{"([a-z_]+)", \w+\}/g),
      ...rowsOf('src/leads/handling.cpp', /\{"([a-z_]+)",\s/g).filter((word) =>
        /_lead$|^link_/.test(word),
      ),
    ];
    assert.deepEqual([...new Set(ofTypes)].sort(), [...new Set(ofCore)].sort());
  });

  it('views: nothing is answered that no type names', () => {
    /** @param {string} name */
    const fieldsOf = (name) => {
      const [, body = ''] =
        typesText.match(new RegExp(`export interface ${name}[^{]*\\{([\\s\\S]*?)\\n\\}`)) ?? [];
      return new Set([...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, field]) => field));
    };
    const { mapping, integrations, findings } = {
      mapping: workspace.mapping(),
      integrations: workspace.integrations(),
      findings: workspace.findings(),
    };
    /** @type {[string, object | undefined][]} */
    const answers = [
      ...cards.map((card) => /** @type {[string, object]} */ (['LeadCard', card])),
      ...cards.map((card) => /** @type {[string, object]} */ (['Resolution', card.resolution])),
      ...workspace
        .leads({ count: 500 })
        .leads.map((line) => /** @type {[string, object]} */ (['LeadLine', line])),
      ['LeadWindow', workspace.leads()],
      ['HeldView', workspace.held()],
      ['MappingView', mapping],
      ['MappingRow', mapping.rows[0]],
      ['IntegrationView', integrations[0]],
      ['AgreementView', workspace.agreement('smartac.com', 'CSR')],
      ['Report', findings],
      ...findings.findings.map((one) => /** @type {[string, object]} */ (['Finding', one])),
      ...findings.findings.flatMap(({ place, related = [], fix }) => [
        /** @type {[string, object | undefined]} */ (['Place', place]),
        ...related.map((one) => /** @type {[string, object]} */ (['Related', one])),
        ...(fix?.edits ?? []).map((edit) => /** @type {[string, object]} */ (['Edit', edit])),
        /** @type {[string, object | undefined]} */ (['Fix', fix]),
      ]),
      ['Counts', findings.counts],
      ['SetupExport', workspace.exportSetup()],
      ['Rule', leadloom.rules()[0]],
    ];
    for (const [name, answer] of answers) {
      const unnamed = Object.keys(answer ?? {}).filter((field) => !fieldsOf(name).has(field));
      assert.deepEqual(unnamed, [], name);
    }
  });
});

describe('the scripts of dist/', () => {
  it('index.js and node.js export the same', async () => {
    const [browser, node] = [await dist('index.js'), await dist('node.js')];
    assert.deepEqual(Object.keys(browser).sort(), Object.keys(node).sort());
    for (const [name, value] of Object.entries(browser)) {
      assert.equal(typeof value, typeof node[name], name);
    }
    assert.equal(browser.LeadloomError, node.LeadloomError);
    assert.equal(browser.VERSION, node.VERSION);
  });

  /** Every module that these import, with them. @param {readonly string[]} names */
  function graph(names) {
    /** @type {Map<string, string>} */
    const modules = new Map();
    const visit = (/** @type {string} */ path) => {
      if (modules.has(path)) return;
      const text = readFileSync(path, 'utf8');
      modules.set(path, text);
      const imports = [
        ...text.matchAll(/(?:^|\n|;)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]/g),
        ...text.matchAll(/(?:^|\n|;)\s*import\s*['"]([^'"]+)['"]/g),
        ...text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g),
      ];
      for (const [, name] of imports) {
        assert.match(name, /^\.\//, `${path} imports ${name}`);
        visit(resolve(dirname(path), name));
      }
    };
    for (const name of names) visit(at('dist', name));
    return modules;
  }

  const browserEntries = [
    'index.js',
    'client.js',
    'worker.js',
    'validator.js',
    'validator-client.js',
    'validator-worker.js',
    'desk.js',
    'desk-worker.js',
    'customers.js',
    'customers-client.js',
    'customers-worker.js',
    'inline.js',
  ];

  it('for browsers import nothing of Node and no other package', () => {
    const modules = graph(browserEntries);
    assert.ok(modules.has(join(root, 'dist', 'glue.mjs')));
    assert.ok(!modules.has(join(root, 'dist', 'node.js')));
    for (const [path, text] of modules) {
      assert.doesNotMatch(text, /['"]node:/, path);
      assert.doesNotMatch(text, /\brequire\s*\(/, path);
      assert.doesNotMatch(text, /\bprocess\.(?:env|argv|exit|versions)/, path);
    }
  });

  it('make no code at run time', () => {
    for (const [path, text] of graph(browserEntries)) {
      assert.doesNotMatch(text, /\beval\s*\(/, path);
      assert.doesNotMatch(text, /\bnew\s+Function\b|\bFunction\s*\(\s*['"]/, path);
      assert.doesNotMatch(text, /\bset(?:Timeout|Interval)\s*\(\s*['"]/, path);
    }
  });

  it('the desk does not bring the whole, nor the whole the desk', () => {
    assert.ok(!graph(['desk.js', 'desk-worker.js']).has(at('dist', 'glue.mjs')));
    for (const name of ['index.js', 'worker.js', 'validator.js', 'validator-worker.js']) {
      assert.ok(!graph([name]).has(at('dist', 'desk-glue.mjs')), name);
    }
  });

  it('the client does not bring the core into the page', () => {
    const clients = ['client.js', 'validator-client.js', 'customers-client.js'];
    const names = [...graph(clients).keys()].map((path) => path.slice(at('dist').length + 1));
    for (const name of [
      'glue.mjs',
      'core.js',
      'desk-glue.mjs',
      'customers-glue.mjs',
      'validation.js',
    ]) {
      assert.ok(!names.includes(name), names.join());
    }
  });

  it('the glue does not look for its wasm by itself', () => {
    for (const glue of ['glue.mjs', 'desk-glue.mjs', 'customers-glue.mjs']) {
      const text = readFileSync(at('dist', glue), 'utf8');
      assert.doesNotMatch(text, /import\.meta/);
      assert.doesNotMatch(text, /\beval\b/);
      assert.doesNotMatch(text, /\bnew Function\b/);
      assert.doesNotMatch(text, /\bXMLHttpRequest\b/);
      assert.doesNotMatch(text, /https?:\/\//);
    }
  });

  it('name no other host', () => {
    for (const [path, text] of graph(browserEntries)) {
      // Its links are there to be shown.
      if (path.endsWith('catalog.mjs')) continue;
      // A name space of XML is a name, not an address.
      const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll('http://www.w3.org/', '');
      assert.doesNotMatch(code, /https?:\/\//, path);
    }
  });
});

it('the sample is what its generator writes', async () => {
  const generate = at('tools', 'sample', 'generate.mjs');
  const ran = await run(process.execPath, [generate, '--check'], { cwd: root });
  assert.equal(ran.code, 0, shown(ran));
});
