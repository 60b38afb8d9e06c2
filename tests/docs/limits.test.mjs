/** docs/limits.md says what the sources keep to. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { at } from '../package/support.mjs';

/** The value of a constant of C++ or TypeScript, whose initial value is sums and shifts of numbers. */
function constant(file, name) {
  const source = readFileSync(at(...file.split('/')), 'utf8');
  const [, text] = source.match(new RegExp(`\\b${name} = ([^;,)]+)`)) ?? [];
  assert.ok(text, `${file} has no ${name}`);
  const sum = text.replace(/std::size_t\{(\w+)\}?/g, '$1').replace(/[U'_]/g, '');
  assert.match(sum, /^[\d\s*<]+$/, text);
  return sum.split('*').reduce((product, part) => {
    const [number, shift = 0] = part.split('<<').map(Number);
    return product * number * 2 ** shift;
  }, 1);
}

/** What is cut to: the second argument of `std::min` for a member. @param {string} member */
function most(member) {
  const source = readFileSync(at('cpp/include/leadloom/document/limits.hpp'), 'utf8');
  const [, text] = source.match(new RegExp(`limits\\.${member} = std::min\\([^{]+\\{([\\w']+)\\}`));
  return Number(text.replaceAll("'", ''));
}

const setting = (/** @type {string} */ name) => {
  const [, number, unit] = readFileSync(at('wasm-bindings', 'module.cmake'), 'utf8').match(
    new RegExp(`-s${name}=(\\d+)(GB|MB|KB)`),
  );
  return Number(number) * { GB: 2 ** 30, MB: 2 ** 20, KB: 2 ** 10 }[unit];
};

const limits = 'cpp/include/leadloom/document/limits.hpp';
const spreadsheet = 'wasm-bindings/src/spreadsheet.ts';
const near = 'cpp/src/customers/segment_near.cpp';
const schedule = 'web/src/live/schedule.ts';

/** The rows of the page, as they begin, and their values. */
const kept = {
  'bytes in one document': constant(limits, 'bytes'),
  'bytes that can be asked for': most('bytes'),
  'brackets open at once': constant(limits, 'depth'),
  'brackets that can be asked for': most('depth'),
  'findings listed in one report': constant(limits, 'findings'),
  'bytes that a workbook unpacks to': constant(spreadsheet, 'most'),
  'rows above the headings of a sheet': constant(spreadsheet, 'rowsAbove'),
  'bytes of a name quoted in a message': constant('cpp/src/text/words.cpp', 'most'),
  'characters of a line shown in a report': constant('cpp/src/document/lines.cpp', 'excerpt_units'),
  'edits between two texts that are compared': constant('cpp/src/text/diff.cpp', 'most_edits'),
  'candidates on a card': constant('cpp/src/decide/resolve.cpp', 'most_candidates'),
  'job types, and business units, of a row that are paired': constant(
    'cpp/src/decide/resolve.cpp',
    'most_of_each',
  ),
  'overlaps that a proof names': constant('cpp/src/decide/proof.cpp', 'most_overlaps'),
  'gaps that a proof names': constant('cpp/src/decide/proof.cpp', 'most_gaps'),
  'looks that a proof takes': constant('cpp/include/leadloom/decide/proof.hpp', 'work'),
  'percent from which a job type is suggested': constant(
    'cpp/src/decide/suggest.cpp',
    'least_percent',
  ),
  'leads or alerts in one window': constant('cpp/src/doors/session.cpp', 'most_in_window'),
  'bytes of an array or a page of customers that is read whole': constant(limits, 'bytes'),
  'answers of one search or match': constant('cpp/src/doors/customer_desk.cpp', 'most_asked'),
  'words of one search': constant('cpp/src/customers/query.cpp', 'most'),
  'records that have a word': constant('cpp/src/customers/search.cpp', 'everywhere'),
  'bytes of a word that is searched with slips':
    constant(near, 'longest') - constant(near, 'most_edits'),
  'folders inside folders that are searched': constant('cpp/cli/files.cpp', 'deepest'),
  'patterns that one with braces stands for': constant('cpp/cli/files.cpp', 'most_patterns'),
  'findings that fixes and baselines look at': constant('cpp/cli/validate.cpp', 'all_findings'),
  'rounds of fixes': constant('cpp/cli/validate.cpp', 'most_rounds'),
  'bytes of a Markdown report': constant('cpp/src/speak/formats.cpp', 'most_markdown'),
  'bytes of one WebAssembly module': setting('MAXIMUM_MEMORY'),
  'bytes of its stack': setting('STACK_SIZE'),
  'seconds between two questions': constant(schedule, 'interval') / 1000,
  'seconds without an answer': constant('web/src/live/poll.ts', 'patience') / 1000,
  'seconds between two tries, doubled each time': constant(schedule, 'longestWait') / 1000,
};

test('each value of the page is the one that is kept to', () => {
  const page = readFileSync(at('docs', 'limits.md'), 'utf8');
  const rows = [...page.matchAll(/^\| ([^|]+) \| ([\d,]+) \|/gm)];
  const said = Object.fromEntries(
    rows.map(([, name, value]) => [name, Number(value.replaceAll(',', ''))]),
  );
  assert.deepEqual(said, kept);
});
