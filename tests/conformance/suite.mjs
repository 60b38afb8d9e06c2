/**
 * What the package must do wherever it runs, written once: no test framework and nothing of any
 * runtime. `conformance(entries, given)` answers a row for each check and a digest of all that the
 * core answered, which must be the same everywhere.
 */
import { loading } from './loading.mjs';
import { memory } from './memory.mjs';

/**
 * @typedef {object} Entries the package's own, as this runtime resolves them
 * @property {typeof import('../../dist/index.js')} leadloom
 * @property {typeof import('../../dist/validator.js')} validator
 * @property {typeof import('../../dist/desk.js')} desk
 * @property {typeof import('../../dist/customers.js')} customers
 * @property {typeof import('../../dist/inline.js')} inline
 *
 * @typedef {object} Given
 * @property {Record<string, string>} documents the sample, by name
 * @property {string} [server] see server.mjs; none where modules are not compiled of bytes (workerd)
 * @property {{ whole: WebAssembly.Module, small: WebAssembly.Module }} [modules] leadloom.wasm, and the
 *   same with at most 64 MB of memory, where none is compiled
 * @property {number} megabytes to which the memory must grow
 *
 * @typedef {{ equal(found: unknown, wanted: unknown, what: string): void,
 *   refuses(work: () => unknown, rule: string, says?: RegExp): Promise<void>,
 *   answer(value: unknown): void }} Check
 * @typedef {[string, (check: Check, entries: Entries, given: Given) => Promise<void> | void]} Row
 * @typedef {{ name: string, ok: boolean, milliseconds: number, why?: string }} Result
 */

const at = '2026-11-20T18:00:00Z';
const owner = { at, by: { name: 'Olga Owner', role: 'Owner' } };
const csr = { at, by: { name: 'Dana Desk', role: 'CSR' } };

/** @param {Given} given */
const documentsOf = ({ documents }) =>
  Object.entries(documents).map(([name, bytes]) => ({ name, bytes }));

/** @param {{ openWorkspace(): any }} core @param {Given} given */
function openSample(core, given) {
  const workspace = core.openWorkspace();
  for (const document of documentsOf(given)) workspace.load(document);
  return workspace;
}

/** @param {Check} check @param {any} applied */
const done = (check, applied) => check.equal(applied.findings, [], 'findings of a command');

/** What is done on the desk with the first leads that are filled in. @param {any} workspace */
function workOn(workspace, check) {
  const [first, second, third] = workspace.leads({ filledIn: true, count: 3 }).leads;
  const [pair] = workspace.lead(third.id).resolution.candidates;
  const visit = { jobType: pair.jobType.id, businessUnit: pair.businessUnit.id };
  const times = { start: '2026-11-23T15:00:00Z', end: '2026-11-23T17:00:00Z' };
  for (const command of [
    { type: 'accept_lead', lead: first.id },
    { type: 'follow_up_lead', lead: second.id, on: '2026-11-24T15:00:00Z', note: 'Ring twice' },
    { type: 'accept_lead', lead: third.id },
    { type: 'book_lead', lead: third.id, ...visit, ...times },
    { type: 'dismiss_lead', lead: first.id, reason: 'Test' },
    { type: 'undo_lead', lead: first.id },
  ]) {
    done(check, workspace.apply({ ...csr, ...command }));
  }
}

/** @type {Row[]} */
const rows = [
  [
    'the version and the SHA-256 of the wasm are exported',
    async ({ equal }, { leadloom, validator, desk, customers }) => {
      const core = await leadloom.load();
      equal(await leadloom.load(), core, 'the second load()');
      for (const [name, entry] of Object.entries({ leadloom, validator, desk, customers })) {
        equal(entry.VERSION, core.version, `VERSION of ${name}`);
        equal(/^[0-9a-f]{64}$/.test(entry.WASM_SHA256), true, `WASM_SHA256 of ${name}`);
      }
      equal(validator.WASM_SHA256, leadloom.WASM_SHA256, 'WASM_SHA256 of the validator');
    },
  ],
  [
    'documents are validated: findings with number, place and next step',
    async ({ equal, answer }, { leadloom }, given) => {
      const report = (await leadloom.load()).validate(documentsOf(given));
      answer(report);
      equal(report.clean, false, 'clean');
      equal(report.counts.errors > 0, true, 'there are errors');
      for (const { rule, hint, place } of report.findings) {
        equal(
          [/^LL\d{4}$/.test(rule), hint.length > 0, Boolean(place?.file)],
          [true, true, true],
          rule,
        );
      }
    },
  ],
  [
    'bad input is answered, and never throws',
    async ({ equal, answer }, { leadloom }) => {
      const core = await leadloom.load();
      const bad = {
        nothing: '',
        'no JSON': '{"leadloom": ',
        'a page': '<!doctype html>',
        'no UTF-8': Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d),
        brackets: '['.repeat(100_000),
        'names of objects': '{"__proto__": {"x": 1}, "constructor": 1}',
      };
      for (const [name, bytes] of Object.entries(bad)) {
        const report = core.validate([{ name, bytes }]);
        answer(report);
        equal(report.findings.length > 0, true, `findings of ${name}`);
        equal(core.openWorkspace().load({ name, bytes }).ok, false, `loaded ${name}`);
      }
      equal(Object.hasOwn(Object.prototype, 'x'), false, 'the prototype of objects');
    },
  ],
  [
    'a caller who is mistaken is told so (LL0906, LL0907)',
    async ({ refuses }, { leadloom }) => {
      const core = await leadloom.load();
      const workspace = core.openWorkspace();
      await refuses(
        () => workspace.leads({ state: /** @type {any} */ ('waiting') }),
        'LL0907',
        /state/,
      );
      await refuses(() => core.validate(/** @type {any} */ (5)), 'LL0907');
      workspace.close();
      await refuses(() => workspace.leads(), 'LL0906');
    },
  ],
  [
    'alerts become leads, and what is held back is counted',
    async ({ equal, answer }, { leadloom }, given) => {
      const workspace = openSample(await leadloom.load(), given);
      const { total, counts } = workspace.leads();
      const held = workspace.held({ count: 500 });
      answer([total, counts, held, workspace.rejected()]);
      const alerts = given.documents['alerts.ndjson']?.split('\n').filter((line) => line.trim());
      equal(total + held.total, alerts?.length, 'leads and what is held back');
    },
  ],
  [
    'leads are resolved, and a blank says why',
    async ({ equal, answer }, { leadloom }, given) => {
      const workspace = openSample(await leadloom.load(), given);
      const { leads } = workspace.leads({ count: 500 });
      const cards = leads.map(({ id }) => /** @type {any} */ (workspace.lead(id)));
      answer(cards);
      for (const { id, resolution } of cards) {
        const blank = !resolution.jobType || !resolution.businessUnit;
        equal(resolution.reasons.length > 0, true, `reasons of ${id}`);
        if (!blank) equal(typeof resolution.jobType.id, 'string', `the id of ${id}`);
      }
      equal(
        cards.some(({ resolution }) => !resolution.jobType),
        true,
        'there is a blank one',
      );
    },
  ],
  [
    'a set-up is made by commands, and taken back',
    async (check, { leadloom }, given) => {
      const workspace = openSample(await leadloom.load(), given);
      const integration = 'google-local-services';
      const before = workspace.exportSetup();
      const { version, sha256 } = workspace.agreement(integration, 'Owner');
      const accept = { type: 'accept_agreement', integration, version, sha256 };
      const refused = workspace.apply({ ...csr, ...accept });
      check.equal(refused.findings[0]?.rule, 'LL0301', 'a CSR accepts');
      check.equal(workspace.exportSetup(), before, 'the set-up after what was refused');
      done(check, workspace.apply({ ...owner, ...accept }));
      const connect = { type: 'connect_account', integration, account: 'G42', name: 'North' };
      const connected = workspace.apply({ ...owner, ...connect });
      done(check, connected);
      check.answer([workspace.exportSetup(), workspace.history(), workspace.integrations()]);
      workspace.apply({ ...owner, ...connected.undo });
      check.equal(
        workspace.integrations().find(({ id }) => id === integration).accounts,
        [],
        'accounts',
      );
    },
  ],
  [
    'the desk log played again is the desk, also in the module of the desk alone',
    async (check, { leadloom, desk }, given) => {
      const whole = openSample(await leadloom.load(), given);
      workOn(whole, check);
      const log = { name: 'desk.log', bytes: whole.deskLog(), kind: 'desk-log' };
      check.answer([log.bytes, whole.leads({ count: 500 })]);
      for (const core of [await leadloom.load(), await desk.loadDesk()]) {
        const again = openSample(core, given);
        check.equal(again.load(log).ok, true, 'the log is read');
        check.equal(again.leads({ count: 500 }), whole.leads({ count: 500 }), 'the leads');
        check.equal(again.deskLog(), whole.deskLog(), 'the log');
      }
      const alone = (await desk.loadDesk()).openWorkspace();
      await check.refuses(() => /** @type {any} */ (alone).findings(), 'LL0908');
    },
  ],
  [
    'customers are matched, suggested with evidence, and found as somebody types',
    async ({ equal, answer }, { customers }) => {
      const register = await customers.loadCustomers();
      const people = ['Jane Doe', 'Wei Çelik', 'Janet Dorn'].map((name, i) =>
        JSON.stringify({
          id: i + 1,
          active: true,
          name,
          type: 'Residential',
          address: { street: `${i + 1}2 Oak St`, city: 'Austin', state: 'TX', zip: '78701' },
          contacts: [{ type: 'Phone', value: `512-555-010${i}` }],
        }),
      );
      const loaded = await register.load({ name: 'customers.ndjson', bytes: people.join('\n') });
      equal(loaded.added, 3, 'customers');
      const match = register.match({ name: 'DOE, Jane', phone: '(512) 555-0100' });
      equal([match.automatic, match.id], [true, '1'], 'the match');
      equal(register.match({ name: 'Somebody Else' }).automatic, false, 'a stranger');
      equal(register.search('celik')[0]?.id, '2', 'what was found');
      answer([match, register.search('jan'), register.match({ name: 'Janet Doe' })]);
      register.close();
    },
  ],
  [
    'the validator reads tables, mends them and writes reports',
    async ({ equal, answer }, { validator }, given) => {
      const core = await validator.loadValidator();
      const validation = core.validate(documentsOf(given));
      answer(
        ['text', 'sarif', 'junit'].map((format) => validation.format(/** @type {any} */ (format))),
      );
      let printed = '';
      const files = given.documents;
      const code = core.commandLine(['validate', ...Object.keys(files)], {
        read: (path) => new TextEncoder().encode(files[path]),
        out: (text) => {
          printed += text;
        },
        err: (text) => {
          printed += text;
        },
      });
      equal(code, 1, 'the exit code');
      answer(printed);
    },
  ],
];

const textOf = (value) => JSON.stringify(value) ?? 'undefined';

/** @param {string} text */
async function sha256(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {Entries} entries @param {Given} given */
export async function conformance(entries, given) {
  /** @type {string[]} */
  const answers = [];
  /** @type {Check} */
  const check = {
    equal(found, wanted, what) {
      if (found === wanted || textOf(found) === textOf(wanted)) return;
      throw new Error(`${what}: ${textOf(found)} and not ${textOf(wanted)}`.slice(0, 2000));
    },
    async refuses(work, rule, says = /./) {
      /** @type {any} */
      let error;
      try {
        await work();
      } catch (caught) {
        error = caught;
      }
      check.equal(error?.rule ?? String(error), rule, 'the number of the error');
      check.equal(error instanceof entries.leadloom.LeadloomError, true, 'a LeadloomError');
      check.equal(error.message.endsWith(error.hint), true, `the next step in “${error.message}”`);
      if (!says.test(error.message)) throw new Error(`“${error.message}” lacks ${says}`);
    },
    answer: (value) => {
      answers.push(textOf(value));
    },
  };
  /** @type {Result[]} */
  const results = [];
  for (const [name, run] of [...rows, ...loading, ...memory]) {
    const start = performance.now();
    const passed = (/** @type {object} */ more) =>
      results.push({
        name,
        ok: true,
        milliseconds: Math.round(performance.now() - start),
        ...more,
      });
    try {
      await run(check, entries, given);
      passed({});
    } catch (error) {
      passed({
        ok: false,
        why: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
      });
    }
  }
  return { results, digest: await sha256(answers.join('\n')) };
}
