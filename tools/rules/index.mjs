/**
 * `node tools/rules/index.mjs [--command FILE]`: writes the tables of docs/rules/README.md from the
 * rule table of the native command and from the pages. The tests hold them together.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { at } from '../tasks/project.mjs';

/** @typedef {{ rule: string, name: string, level: string, title: string }} Rule */

/** The first number of each group, as in rules.inc. */
const groups = [
  [1, 'Reading'],
  [20, 'Tables'],
  [100, 'Mapping'],
  [150, 'Exports of the tenant'],
  [200, 'Set-up'],
  [300, 'Commands'],
  [400, 'Feed'],
  [500, 'Desk and bookings'],
  [900, 'Loading and calling the package'],
  [920, 'Command line'],
];

/** Everything after this line is written. */
export const mark = '<!-- The tables are written by tools/rules/index.mjs. -->';

/**
 * How the report of the bad example mends the rule's own findings.
 * @param {Rule} row
 * @param {string} page
 */
function fixOf({ rule }, page) {
  const bad = page.slice(page.indexOf('\n## Bad\n'), page.indexOf('\n## Good\n'));
  const own = bad
    .split(/^(?=\w+\[LL\d{4}\]: )/m)
    .filter((finding) => finding.includes(`[${rule}]: `));
  const fixes = own.flatMap((finding) => finding.match(/^fix.*/gm) ?? []);
  if (fixes.length === 0) return '';
  return fixes.every((fix) => fix.includes('not applied by --fix'))
    ? '`--unsafe-fixes`'
    : '`--fix`';
}

/**
 * The tables of all groups, as Markdown.
 * @param {readonly Rule[]} rules
 * @param {(rule: string) => string} pageOf
 */
export function tables(rules, pageOf) {
  const number = (/** @type {Rule} */ { rule }) => Number(rule.slice(2));
  return groups
    .map(([from, heading], i) => {
      const to = groups[i + 1]?.[0] ?? 10_000;
      const rows = rules
        .filter((rule) => number(rule) >= from && number(rule) < to)
        .map((row) => {
          const { rule, name, level, title } = row;
          const cells = [`[${rule}](${rule}.md)`, `\`${name}\``, level, title];
          return `| ${[...cells, fixOf(row, pageOf(rule))].join(' | ')} |`;
        });
      const head = '| rule | name | level | what it says | mended by |\n|---|---|---|---|---|';
      return `\n## ${heading}\n\n${head}\n${rows.join('\n')}\n`;
    })
    .join('');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const option = argv.indexOf('--command');
  const native = resolve(option < 0 ? at('build', 'native', 'leadloom') : (argv[option + 1] ?? ''));
  const { stdout, error } = spawnSync(native, ['rules', '--format', 'json'], { encoding: 'utf8' });
  if (error) throw error;
  const readme = at('docs', 'rules', 'README.md');
  const [intro] = readFileSync(readme, 'utf8').split(mark);
  const pageOf = (/** @type {string} */ rule) =>
    readFileSync(at('docs', 'rules', `${rule}.md`), 'utf8');
  writeFileSync(readme, `${intro}${mark}\n${tables(JSON.parse(stdout), pageOf)}`);
}
