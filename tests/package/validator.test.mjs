/** `leadloom/validator`: its face, its worker, its formats, and workbooks of Excel. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import {
  at,
  cases,
  dist,
  nativeCommand,
  run,
  sampleDocuments,
  shown,
  temporaryFolder,
  urlOf,
} from './support.mjs';

const { loadValidator, LeadloomError, VERSION } = await dist('validator-node.js');
/** @type {import('../../dist/validator.js').Validator} */
const validator = await loadValidator();
const { convert } = createRequire(import.meta.url)(at('dist', 'spreadsheet.cjs'));

const trailing = '{"leadloom": "setup/1", "trades": ["hvac",], "mapping": []}\n';
const csv = 'Trade,Standard Job Type,Job Type,Business Unit\nHVAC,Repair Hetaing System,A,B\n';

/** @param {string} rule */
const refusedAs = (rule) => (/** @type {any} */ error) =>
  error instanceof LeadloomError && /** @type {any} */ (error).rule === rule;

describe('loadValidator()', () => {
  it('answers the same core every time, of the version of the package', async () => {
    assert.equal(await loadValidator(), validator);
    assert.equal(validator.version, VERSION);
  });

  it('takes bytes and file addresses', async () => {
    const bytes = readFileSync(at('dist', 'leadloom.wasm'));
    for (const wasm of [bytes, urlOf('dist', 'leadloom.wasm')]) {
      assert.equal((await loadValidator({ wasm })).version, VERSION);
    }
  });

  it('refuses what is not its wasm, above all that of the desk', async () => {
    const desk = readFileSync(at('dist', 'desk.wasm'));
    await assert.rejects(loadValidator({ wasm: desk }), refusedAs('LL0905'));
    await assert.rejects(loadValidator({ wasm: new Uint8Array(9) }), refusedAs('LL0903'));
    const missing = urlOf('dist', 'nowhere.wasm');
    await assert.rejects(loadValidator({ wasm: missing }), refusedAs('LL0902'));
    const { load } = await dist('node.js');
    await assert.rejects(load({ wasm: desk }), refusedAs('LL0905'));
  });
});

describe('validate()', () => {
  it('reads tables, and finds row and column', () => {
    const { report } = validator.validate([{ name: 'map.csv', bytes: csv }]);
    const wrong = report.findings.find(({ rule }) => rule === 'LL0113');
    assert.equal(wrong?.place?.row, 2);
    assert.equal(wrong?.place?.heading, 'Standard Job Type');
    assert.equal(wrong?.fix?.safe, false);
  });

  it('applies fixes: safe ones alone, or all', () => {
    const validation = validator.validate([
      { name: 'a.setup.json', bytes: trailing },
      { name: 'map.csv', bytes: csv },
    ]);
    const text = (/** @type {Uint8Array | undefined} */ bytes) =>
      Buffer.from(bytes ?? []).toString();
    assert.equal(text(validation.fixed('a.setup.json')), trailing.replace(',]', ']'));
    assert.equal(validation.fixed('map.csv'), undefined);
    assert.match(text(validation.fixed('map.csv', { unsafe: true })), /,repair_heating_system,/);
    assert.equal(validation.fixed('nobody'), undefined);
  });

  it('takes levels, limits and a time', () => {
    const of = (/** @type {any} */ options) =>
      validator.validate([{ name: 'a.setup.json', bytes: trailing }], options).report;
    const has = (/** @type {any} */ report, /** @type {string} */ rule) =>
      report.findings.find((/** @type {any} */ one) => one.rule === rule)?.level;
    assert.equal(has(of({}), 'LL0015'), 'error');
    assert.equal(has(of({ rules: { LL0015: 'note' } }), 'LL0015'), 'note');
    assert.equal(has(of({ rules: { LL0015: 'off' } }), 'LL0015'), undefined);
    assert.equal(has(of({ limits: { bytes: 3 } }), 'LL0004'), 'error');
    of({ now: '2026-11-24T10:00:00-06:00' });
  });

  it('refuses options and documents that are none (LL0907)', () => {
    const document = { name: 'a', bytes: '{}' };
    /** @type {any[][]} */
    const wrong = [
      [[document], 7],
      [[document], { limits: { bytes: -1 } }],
      [[document], { rules: { LL0015: 'fatal' } }],
      [[document], { rules: { nonsense: 'off' } }],
      [[document], { now: 'yesterday' }],
      [[document], { now: '2026-11-24T10:00:00' }],
      [[{ name: 'a' }]],
      [null],
    ];
    for (const args of wrong) {
      assert.throws(() => Reflect.apply(validator.validate, validator, args), refusedAs('LL0907'));
    }
    const validation = validator.validate([document]);
    assert.throws(() => validation.format(/** @type {any} */ ('pdf')), refusedAs('LL0907'));
    assert.throws(() => validation.fixed(/** @type {any} */ (1)), refusedAs('LL0907'));
  });

  it('is closed once for all (LL0906)', () => {
    const validation = validator.validate([{ name: 'a', bytes: '{}' }]);
    validation.close();
    validation.close();
    validation[Symbol.dispose]();
    assert.throws(() => validation.format('text'), refusedAs('LL0906'));
    assert.throws(() => validation.fixed('a'), refusedAs('LL0906'));
    assert.ok(validation.report, 'a report that was read stays');
  });
});

describe('formats are those of the native command', () => {
  const folders = cases().filter(({ documents }) => documents.length > 0);
  for (const format of ['text', 'json', 'sarif', 'github', 'markdown', 'junit']) {
    it(format, async () => {
      assert.ok(folders.length > 5);
      for (const { path, documents } of folders) {
        const named = documents.map((name) => ({ name, bytes: readFileSync(join(path, name)) }));
        const validation = validator.validate(named);
        const args = ['validate', '--format', format, ...documents.map((name) => `./${name}`)];
        const ran = await run(nativeCommand(), args, { cwd: path });
        // The command calls the files as it was told; nothing else differs.
        const said = ran.out.toString().replaceAll('./', '');
        const own = validation.format(/** @type {any} */ (format)).replaceAll('./', '');
        assert.equal(own, said, `${path}\n${shown(ran).slice(0, 500)}`);
        validation.close();
      }
    });
  }
});

/**
 * A workbook as Excel writes it, as far as it matters.
 * @param {{ name: string, rows: string, state?: string }[]} sheets
 * @param {{ strings?: string[], styles?: string }} [more]
 */
function workbook(sheets, { strings = [], styles = '', bare = false } = {}) {
  const list = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const links = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  /** @type {Record<string, string>} */
  const files = {
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${links.join('')}</Relationships>`,
    'xl/sharedStrings.xml': `<sst>${strings.map((one) => `<si>${one}</si>`).join('')}</sst>`,
    'xl/styles.xml': `<styleSheet>${styles}</styleSheet>`,
  };
  if (bare) {
    delete files['xl/sharedStrings.xml'];
    delete files['xl/styles.xml'];
  }
  sheets.forEach(({ rows }, i) => {
    files[`xl/worksheets/sheet${i + 1}.xml`] =
      `<worksheet><sheetData>${rows}</sheetData></worksheet>`;
  });
  return zipSync(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
  );
}

const text = (/** @type {string} */ at, /** @type {string} */ value) =>
  `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (/** @type {number} */ number, /** @type {string[]} */ ...values) =>
  `<row r="${number}">${values.map((one, i) => text(`${'ABCDEF'[i]}${number}`, one)).join('')}</row>`;

const headings = ['Trade', 'Standard Job Type', 'Job Type', 'Business Unit'];
const book = workbook([
  { name: 'Read me', rows: row(1, 'Filled in by the office') },
  { name: 'Old', state: 'hidden', rows: row(1, ...headings) },
  {
    name: 'Mapping &amp; more',
    rows: row(1, 'Prairie Star') + row(3, ...headings) + row(4, 'HVAC', 'Repair Hetaing System'),
  },
]);

describe('workbooks of Excel', () => {
  it('every kind of cell is the text that it shows', () => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="00000"/>
      <numFmt numFmtId="165" formatCode="[$-409]d\\-mmm\\-yyyy;@"/>
      <numFmt numFmtId="166" formatCode="&quot;day&quot; 0.00"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="22"/>
      <xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>`;
    /** @type {[string, string][]} */
    const cells = [
      ['<c><v>48123456</v></c>', '48123456'],
      ['<c><v>4.8123456E7</v></c>', '48123456'],
      ['<c><v>9007199254740993</v></c>', '9007199254740993'],
      ['<c><v>1.2E21</v></c>', '1200000000000000000000'],
      ['<c><v>0.10000000000000001</v></c>', '0.1'],
      ['<c><v>1E-7</v></c>', '0.0000001'],
      ['<c s="1"><v>501</v></c>', '00501'],
      ['<c s="2"><v>46350</v></c>', '2026-11-24'],
      ['<c s="2"><v>1</v></c>', '1900-01-01'],
      ['<c s="2"><v>61</v></c>', '1900-03-01'],
      ['<c s="3"><v>46350.5</v></c>', '2026-11-24T12:00:00'],
      ['<c s="4"><v>0.33333333333333331</v></c>', '08:00'],
      ['<c s="5"><v>46350</v></c>', '2026-11-24'],
      ['<c s="6"><v>2.5</v></c>', '2.5'],
      ['<c t="b"><v>1</v></c>', 'true'],
      ['<c t="b"><v>0</v></c>', 'false'],
      ['<c t="e"><v>#N/A</v></c>', '#N/A'],
      ['<c t="str"><f>A1</f><v>made</v></c>', 'made'],
      ['<c t="s"><v>0</v></c>', '"HVAC ""North"", & more"'],
      ['<c t="s"><v>1</v></c>', '東京'],
      ['<c t="s"><v>9</v></c>', ''],
      ['<c t="inlineStr"><is><t>two&#10;lines_x0041_</t></is></c>', 'two linesA'],
      ['<c t="inlineStr"><is><t xml:space="preserve"> edge</t></is></c>', '" edge"'],
    ];
    const rows = cells.map(([cell], i) => `<row r="${i + 1}">${cell}<c t="b"><v>1</v></c></row>`);
    const strings = [
      '<r><t>HVAC "North"</t></r><r><t>, &amp; more</t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
    ];
    const bytes = workbook([{ name: 'S', rows: rows.join('') }], { strings, styles });
    const converted = convert(bytes, () => true);
    const got = converted.csv.trimEnd().split('\r\n');
    cells.forEach(([cell, wanted], i) => {
      assert.equal(got[i], wanted ? `${wanted},true` : 'true', cell);
    });
  });

  it('further sheets that fit are named, hidden ones and others are not', async () => {
    const sheet = (/** @type {string} */ name) => ({
      name,
      rows: row(1, ...headings) + row(2, 'HVAC', 'Repair AC', 'A', 'B'),
    });
    const several = workbook([
      sheet('HVAC'),
      { name: 'Notes', rows: row(1, 'x') },
      sheet('Plumbing'),
      { ...sheet('Old'), state: 'hidden' },
    ]);
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'm.xlsx'), several);
    writeFileSync(join(folder, '~$m.xlsx'), several);
    const ran = await run(process.execPath, [at('dist', 'cli.js'), 'validate', '.'], {
      cwd: folder,
    });
    const said = '“Plumbing” looks like a mapping too, but one sheet of a workbook is read.';
    assert.ok(ran.out.toString().includes(said), shown(ran));
    assert.match(ran.out.toString(), / in 1 document\.\n$/);
    const { client } = served();
    const { report } = await client.validate([{ name: 'm.xlsx', bytes: several }]);
    assert.ok(report.findings.some(({ rule, message }) => rule === 'LL0027' && message === said));
  });

  it('lines are rows of the sheet, commas its columns', () => {
    const rows = `<row r="2">${text('B2', 'x')}${text('D2', 'y')}</row><row r="5">${text('A5', 'z')}</row>`;
    const converted = convert(workbook([{ name: 'S', rows }]), () => true);
    assert.equal(converted.csv, '\r\n,x,,y\r\n\r\n\r\nz\r\n');
  });

  it('what is no workbook, or is locked, has a reason', () => {
    const bare = workbook([{ name: 'S', rows: row(1, 'x', 'y') }], { bare: true });
    assert.equal(convert(bare, () => true).csv, 'x,y\r\n');
    const reason = (/** @type {Uint8Array} */ bytes) => convert(bytes, () => true).reason;
    const locked = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    assert.equal(reason(locked), 'it is protected by a password');
    assert.match(reason(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])), /Excel 97/);
    assert.equal(reason(zipSync({ 'a.txt': strToU8('a') })), 'it is no workbook of Excel');
    assert.equal(reason(workbook([{ name: 'S', rows: '' }])), 'none of its sheets has text');
    for (let end = 4; end < book.length; end += 37) {
      assert.ok(reason(book.subarray(0, end)), `cut at ${end}`);
    }
  });

  it('the npm command reads the sheet that has the headings', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'm.xlsx'), book);
    const ran = await run(process.execPath, [at('dist', 'cli.js'), 'validate', 'm.xlsx'], {
      cwd: folder,
    });
    assert.match(
      ran.out.toString(),
      /m\.xlsx#Mapping & more:4:6 \(row 2, column “Standard Job Type”\)/,
      shown(ran),
    );
    writeFileSync(join(folder, 'm.xlsx'), book.subarray(0, 500));
    const cut = await run(process.execPath, [at('dist', 'cli.js'), 'validate', 'm.xlsx'], {
      cwd: folder,
    });
    assert.match(
      cut.out.toString(),
      /error\[LL0027\]: “m\.xlsx” cannot be read as a table: it is damaged\./,
      shown(cut),
    );
  });
});

const { connectValidator } = await dist('validator-client.js');
const { serveValidator } = await dist('validator-worker.js');
const wasm = readFileSync(at('dist', 'leadloom.wasm'));

/** A client whose workers are channels; `ended` counts those that were terminated. */
function served() {
  const made = { started: 0, ended: 0 };
  const client = connectValidator(() => {
    made.started++;
    const { port1, port2 } = new MessageChannel();
    after(() => port1.close());
    const scope = {
      onmessage: /** @type {any} */ (null),
      postMessage: (/** @type {any} */ answer) => port2.postMessage(answer),
    };
    port2.onmessage = (event) => scope.onmessage?.(event);
    serveValidator(scope, { wasm });
    const page = new EventTarget();
    port1.onmessage = ({ data }) => page.dispatchEvent(new MessageEvent('message', { data }));
    return Object.assign(page, {
      postMessage: (/** @type {any} */ call) => port1.postMessage(call),
      terminate: () => {
        made.ended++;
        port1.close();
      },
    });
  });
  return {
    client: /** @type {import('../../dist/validator-client.js').ValidatorClient} */ (client),
    made,
  };
}

describe('the validator in a worker', () => {
  it('answers as the one that is at hand, and tells how far it has read', async () => {
    const { client } = served();
    const files = sampleDocuments().map(({ name, bytes }) => ({ name, bytes: new Blob([bytes]) }));
    /** @type {import('../../dist/validator-client.js').Progress[]} */
    const progress = [];
    const remote = await client.validate(files, { onProgress: (at) => progress.push(at) });
    const own = validator.validate(sampleDocuments());
    assert.deepEqual(remote.report, own.report);
    assert.equal(await remote.format('sarif'), own.format('sarif'));
    const total = files.reduce((sum, { bytes }) => sum + bytes.size, 0);
    assert.deepEqual(progress.at(-1), { read: total, total });
    assert.ok(progress.every(({ read }, i) => read >= (progress[i - 1]?.read ?? 0)));
  });

  it('fixes, explains, and lists rules', async () => {
    const { client } = served();
    const remote = await client.validate([{ name: 'a.setup.json', bytes: trailing }]);
    const bytes = await remote.fixed('a.setup.json');
    assert.equal(Buffer.from(bytes ?? []).toString(), trailing.replace(',]', ']'));
    assert.match(await client.explain('LL0015'), /^# LL0015/);
    assert.deepEqual(await client.rules(), validator.rules());
    assert.equal(await client.version(), VERSION);
  });

  it('names the sheet of a workbook, and why one cannot be read', async () => {
    const { client } = served();
    const { report } = await client.validate([
      { name: 'm.xlsx', bytes: book },
      { name: 'cut.xlsx', bytes: book.subarray(0, 500) },
    ]);
    const wrong = report.findings.find(({ rule }) => rule === 'LL0113');
    assert.equal(wrong?.place?.file, 'm.xlsx#Mapping & more');
    assert.equal(wrong?.place?.line, 4);
    const cut = report.findings.find(({ rule }) => rule === 'LL0027');
    assert.match(cut?.message ?? '', /“cut\.xlsx” cannot be read as a table: it is damaged\./);
  });

  it('a signal ends the worker; the next call has a fresh one', async () => {
    const { client, made } = served();
    const cancel = new AbortController();
    const large = { name: 'a.json', bytes: new Blob([`[${'1,'.repeat(4_000_000)}1]`]) };
    const going = client.validate([large], {
      signal: cancel.signal,
      onProgress: () => cancel.abort(),
    });
    await assert.rejects(going, { name: 'AbortError' });
    assert.deepEqual(made, { started: 1, ended: 1 });
    const { report } = await client.validate([{ name: 'a.setup.json', bytes: trailing }]);
    assert.ok(report.findings.length > 0);
    assert.deepEqual(made, { started: 2, ended: 1 });
    await assert.rejects(
      client.validate([], { signal: AbortSignal.abort(new Error('before')) }),
      /before/,
    );
  });

  it('an earlier validation is closed by the next (LL0906)', async () => {
    const { client } = served();
    const one = await client.validate([{ name: 'a.setup.json', bytes: trailing }]);
    await client.validate([]);
    await assert.rejects(one.format('text'), { rule: 'LL0906' });
    await assert.rejects(one.fixed('a.setup.json'), { rule: 'LL0906' });
  });

  it('a method that is none is refused (LL0907), a file over the limit found (LL0004)', async () => {
    const { client } = served();
    const { report } = await client.validate([{ name: 'a.json', bytes: '{"a": 1}' }], {
      limits: { bytes: 4 },
    });
    assert.equal(report.findings[0]?.rule, 'LL0004');
    await assert.rejects(client.validate([], { limits: { bytes: -1 } }), { rule: 'LL0907' });
  });
});
