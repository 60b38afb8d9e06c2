/** Workbooks with seeded damage, in the archive and in what it holds: a table or a reason, soon. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { strToU8, zipSync } from 'fflate';
import { at, randomFor } from './support.mjs';

const { convert } = createRequire(import.meta.url)(at('dist', 'spreadsheet.cjs'));

const row = (number, ...values) =>
  `<row r="${number}">${values
    .map((value, i) => `<c r="${'ABCD'[i]}${number}" t="s" s="1"><v>${value}</v></c>`)
    .join('')}</row>`;

/** The parts of a workbook with shared strings, a style, and two sheets. */
const parts = {
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="Mapping" sheetId="1" r:id="rId1"/>' +
    '<sheet name="Old" sheetId="2" state="hidden" r:id="rId2"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/>' +
    '<Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
  'xl/sharedStrings.xml':
    '<sst>' +
    ['Trade', 'Job Type', 'HVAC', 'A &amp; B'].map((t) => `<si><t>${t}</t></si>`).join('') +
    '</sst>',
  'xl/styles.xml':
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${row(1, 0, 1)}${row(2, 2, 3)}</sheetData></worksheet>`,
  'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${row(1, 1, 0)}</sheetData></worksheet>`,
};

/** Some bytes another value, doubled, or gone. */
function damaged(bytes, random) {
  let out = Uint8Array.from(bytes);
  for (let edits = 1 + random.below(4); edits > 0; edits -= 1) {
    const from = random.below(out.length);
    const to = Math.min(out.length, from + random.below(16));
    const kind = random.below(3);
    if (kind === 0) out[from] = random.below(256);
    else if (kind === 1) out = Uint8Array.from([...out.slice(0, to), ...out.slice(from)]);
    else out = Uint8Array.from([...out.slice(0, from), ...out.slice(to)]);
    if (out.length === 0) return out;
  }
  return out;
}

const packed = (of) =>
  zipSync(
    Object.fromEntries(
      Object.entries(of).map(([name, part]) => [
        name,
        typeof part === 'string' ? strToU8(part) : part,
      ]),
    ),
  );

test('a damaged workbook is a table or a reason', () => {
  const whole = packed(parts);
  assert.match(convert(whole, () => true).csv, /^Trade,Job Type\r?\nHVAC,A & B/);
  const random = randomFor(0x20c);
  const names = Object.keys(parts);
  const seen = { csv: 0, reason: 0 };
  for (let i = 0; i < 5_000; i += 1) {
    const name = names[random.below(names.length)];
    const bytes =
      i % 2 === 0
        ? damaged(whole, random)
        : packed({ ...parts, [name]: damaged(strToU8(parts[name]), random) });
    const began = performance.now();
    const made = convert(bytes, () => true);
    assert.ok(performance.now() - began < 2_000, `input ${i} is read soon`);
    const kind = typeof made.csv === 'string' ? 'csv' : 'reason';
    assert.equal(typeof made[kind], 'string', `input ${i}`);
    assert.notEqual(made.reason, '');
    seen[kind] += 1;
  }
  // Both happen, or nothing was tried.
  assert.ok(seen.csv > 500 && seen.reason > 500, JSON.stringify(seen));
});
